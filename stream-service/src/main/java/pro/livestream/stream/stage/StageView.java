package pro.livestream.stream.stage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Map;

/** A stage as every answer shows it; {@code viewerCount} holds those whose last heartbeat is young. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record StageView(
        String stageArn,
        String name,
        Map<String, String> tags,
        boolean isMaster,
        String state,
        int viewerCount,
        Instant createdAt) {

    public static StageView of(Stage stage, int viewerCount) {
        return new StageView(
                stage.stageArn(),
                stage.name(),
                stage.tags(),
                stage.master(),
                stage.state().wireName(),
                viewerCount,
                stage.createdAt());
    }
}
