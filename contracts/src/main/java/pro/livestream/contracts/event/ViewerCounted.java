package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** How many distinct viewers a stream has, when that changes. */
public record ViewerCounted(
        String eventType, String tenant, UUID streamId, int viewerCount, int peakViewerCount, Instant asOf)
        implements Event {

    public static final String TYPE = "viewer_count";

    public ViewerCounted(String tenant, UUID streamId, int viewerCount, int peakViewerCount, Instant asOf) {
        this(TYPE, tenant, streamId, viewerCount, peakViewerCount, asOf);
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
