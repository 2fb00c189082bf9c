package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** A viewer came to a stream; {@code viewer} is {@code u:<user id>} or {@code a:<anonymous id>}. */
public record ViewerJoined(String eventType, String tenant, UUID streamId, String viewer, Instant at) implements Event {

    public static final String TYPE = "viewer_joined";

    public ViewerJoined(String tenant, UUID streamId, String viewer, Instant at) {
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
