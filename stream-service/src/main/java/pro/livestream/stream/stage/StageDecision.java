package pro.livestream.stream.stage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;

/** A change of the stages that there are, with its reason and the viewers of that moment. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record StageDecision(Instant at, String stageArn, String action, String reason, int viewerCount) {

    /** What was done. */
    enum Action {
        CREATED("created"),
        DRAINED("drained"),
        DELETED("deleted");

        private final String wireName;

        Action(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }
}
