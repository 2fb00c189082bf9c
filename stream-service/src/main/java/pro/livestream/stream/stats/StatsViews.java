package pro.livestream.stream.stats;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.stage.StagePage;

/** What {@code /api/stats} answers. */
public final class StatsViews {

    private StatsViews() {}

    /** A tenant's stages in a few numbers; {@code seats} are those that viewers can have on the stages there are. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record TotalsView(int viewers, int publishers, int stages, int openStages, int seats, int seatsTaken) {}

    /** Viewers where they are, and what they came for. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record ViewersView(int viewers, List<StageViewersView> byStage, List<StreamViewersView> byStream) {}

    /** One stage's viewers. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record StageViewersView(String stageArn, int viewerCount) {}

    /** Viewers whose token named that stream. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record StreamViewersView(UUID streamId, int viewerCount) {}

    /** A stage with its load: taken seats hold reservations too. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record StageLoadView(
            String stageArn,
            String name,
            Map<String, String> tags,
            boolean isMaster,
            String state,
            int viewerCount,
            Instant createdAt,
            int publisherCount,
            int seatsTaken,
            int seatsMax,
            int participantsMax) {}

    /** Somebody with a publisher's token; online while heartbeats come. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record PublisherView(
            String userId,
            String stageArn,
            String participantId,
            boolean online,
            @Nullable Instant joinedAt,
            @Nullable Instant lastHeartbeatAt) {}

    /** Publishers, and how many of them are online. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record PublishersView(
            int online, List<PublisherView> items, @Nullable String nextCursor) {
        static PublishersView of(int online, StagePage<PublisherView> page) {
            return new PublishersView(online, page.items(), page.nextCursor());
        }
    }
}
