package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** A viewer left a stream, or was last heard of a minute ago. */
public record ViewerLeft(String eventType, String tenant, UUID streamId, String viewer, Instant at) implements Event {

    public static final String TYPE = "viewer_left";

    public ViewerLeft(String tenant, UUID streamId, String viewer, Instant at) {
        this(TYPE, tenant, streamId, viewer, at);
    }

    @Override
    public Topic topic() {
        return Topic.STREAMS_VIEWERS;
    }

    @Override
    public String key() {
        return streamId.toString();
    }
}
