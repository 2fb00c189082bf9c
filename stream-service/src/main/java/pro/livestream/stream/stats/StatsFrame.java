package pro.livestream.stream.stats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.json.WireJson;

/** The frames of {@code /ws/stats}. */
final class StatsFrame {

    private static final ObjectMapper JSON = WireJson.mapper();

    private StatsFrame() {}

    /** What a client says; a subscription without a stage is one to the totals. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    record ClientFrame(@Nullable String type, @Nullable String stageArn) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record TotalsFrame(
            String type, int viewers, int publishers, int stages, int openStages, int seats, int seatsTaken) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record StageFrame(
            String type, String stageArn, String state, int viewerCount, int publisherCount, int seatsTaken) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record ErrorFrame(String type, String code, String error) {}

    /** Null for what is no JSON object. */
    static @Nullable ClientFrame read(String text) {
        try {
            return JSON.readValue(text, ClientFrame.class);
        } catch (JsonProcessingException malformed) {
            return null;
        }
    }

    static String totals(StatsViews.TotalsView totals) {
        return write(new TotalsFrame(
                "stats",
                totals.viewers(),
                totals.publishers(),
                totals.stages(),
                totals.openStages(),
                totals.seats(),
                totals.seatsTaken()));
    }

    static String stage(StatsViews.StageLoadView stage) {
        return write(new StageFrame(
                "stage",
                stage.stageArn(),
                stage.state(),
                stage.viewerCount(),
                stage.publisherCount(),
                stage.seatsTaken()));
    }

    /** For a stage that is gone. */
    static String deleted(String stageArn) {
        return write(new StageFrame("stage", stageArn, "deleted", 0, 0, 0));
    }

    static String error(String code, String error) {
        return write(new ErrorFrame("error", code, error));
    }

    private static String write(Object frame) {
        try {
            return JSON.writeValueAsString(frame);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
