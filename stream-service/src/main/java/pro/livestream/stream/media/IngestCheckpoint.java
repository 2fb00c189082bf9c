package pro.livestream.stream.media;

import org.jspecify.annotations.Nullable;

/** What a successor has to know to go on with a stream. */
public record IngestCheckpoint(
        IngestGrant grant,
        int run,
        long mediaSequence,
        long discontinuitySequence,
        @Nullable IngestHealth health) {}
