package pro.livestream.stream.media;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a successor has to know to go on with a stream.
 *
 * @param mediaAt when the last of its signal came in; null while there is none
 */
public record IngestCheckpoint(
        IngestGrant grant,
        int run,
        long mediaSequence,
        long discontinuitySequence,
        @Nullable Instant mediaAt,
        @Nullable IngestHealth health) {}
