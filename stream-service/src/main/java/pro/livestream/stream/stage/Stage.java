package pro.livestream.stream.stage;

import java.time.Instant;
import java.util.Map;

/** A room for participants, as it is stored. */
public record Stage(
        String stageArn, String name, Map<String, String> tags, boolean master, StageState state, Instant createdAt) {

    public Stage {
        tags = Map.copyOf(tags);
    }

    public boolean isOpen() {
        return state == StageState.OPEN;
    }
}
