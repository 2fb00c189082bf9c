package pro.livestream.stream.seat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One stay on a stage: open until {@code leftAt}, no viewing at all before {@code joinedAt}. */
public record ViewingRecord(
        UUID recordId,
        SeatRole role,
        String stageArn,
        String userId,
        String participantId,
        @Nullable UUID streamId,
        Instant reservedAt,
        @Nullable Instant joinedAt,
        @Nullable Instant leftAt,
        @Nullable Long durationS,
        @Nullable String reason) {}
