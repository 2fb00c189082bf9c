package pro.livestream.stream.audience;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.seat.ViewingRecord;

/** What {@code /api/viewer} answers. */
public final class AudienceViews {

    private AudienceViews() {}

    /** The count as of this heartbeat, and when to come again. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record HeartbeatView(String userId, String stageArn, int viewerCount, long nextHeartbeatS) {}

    /** A stay on a stage; one that goes on has no end, a reservation that nobody used no beginning. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record StayView(
            String userId,
            String stageArn,
            @Nullable UUID streamId,
            @Nullable Instant joinedAt,
            @Nullable Instant leftAt,
            @Nullable Long durationS,
            @Nullable String reason) {

        static StayView of(ViewingRecord record) {
            return new StayView(
                    record.userId(),
                    record.stageArn(),
                    record.streamId(),
                    record.joinedAt(),
                    record.leftAt(),
                    record.durationS(),
                    record.reason());
        }
    }

    /** Somebody who watches now. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record PresentView(
            String userId,
            @Nullable String participantId,
            @Nullable UUID streamId,
            @Nullable Instant joinedAt,
            Instant lastHeartbeatAt,
            @Nullable Qoe qoe) {}

    /** How long somebody watched, the present stay included. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record DurationView(
            String userId, @Nullable String stageArn, long durationS, long sessions, boolean watching) {}

    /** A stage's audience over some days. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record StageStatsView(
            String stageArn,
            int days,
            long views,
            long uniqueViewers,
            long watchTimeS,
            long averageDurationS,
            int peakViewers,
            List<DayView> byDay) {}

    /** One day, UTC, by the time that stays began. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record DayView(LocalDate date, long views, long uniqueViewers, long watchTimeS, int peakViewers) {}
}
