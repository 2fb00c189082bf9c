package pro.livestream.stream.media;

import java.util.UUID;

/**
 * The right of this node to take a stream's signal, fenced by {@code epoch}, and where its predecessor stopped.
 *
 * @param run number of the last run of any node, 0 before the first
 */
public record IngestGrant(
        String tenant,
        UUID streamId,
        UUID userId,
        boolean record,
        boolean publicPlayback,
        long epoch,
        int run,
        long mediaSequence,
        long discontinuitySequence) {}
