package pro.livestream.contracts.event;

import java.time.Instant;
import pro.livestream.contracts.Topic;

/** A stage was created, drained or deleted, and why ({@code action}). */
public record StageChanged(
        String eventType,
        String tenant,
        String stageArn,
        String name,
        String action,
        String reason,
        int viewerCount,
        Instant at)
        implements Event {

    public static final String TYPE = "stage_changed";

    public StageChanged(
            String tenant, String stageArn, String name, String action, String reason, int viewerCount, Instant at) {
        this(TYPE, tenant, stageArn, name, action, reason, viewerCount, at);
    }

    @Override
    public Topic topic() {
        return Topic.STREAM_STAGES;
    }

    @Override
    public String key() {
        return stageArn;
    }
}
