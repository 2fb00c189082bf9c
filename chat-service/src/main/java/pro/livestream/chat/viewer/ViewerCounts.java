package pro.livestream.chat.viewer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.room.Rooms;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.ViewerCounted;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.event.EventSerde;

/** Shows each count that stream-service publishes to the room, where this node holds it. */
@ApplicationScoped
public class ViewerCounts {

    private static final Logger LOG = Logger.getLogger(ViewerCounts.class);

    private final Rooms rooms;
    private final CoreLoop loop;

    ViewerCounts(Rooms rooms, CoreLoop loop) {
        this.rooms = rooms;
        this.loop = loop;
    }

    @Incoming("viewers-in")
    void counted(ConsumerRecord<String, byte[]> entry) {
        var type = EventSerde.header(entry.headers(), CloudEventHeaders.TYPE).orElse("");
        if (entry.value() == null || !type.equals(ViewerCounted.TYPE)) {
            return;
        }
        try {
            var event = EventSerde.read(entry.value(), ViewerCounted.class);
            show(event.tenant(), event.streamId(), event.viewerCount());
        } catch (EventRejectedException malformed) {
            LOG.warnf("A count at offset %d can't be read: %s", entry.offset(), malformed.getMessage());
        }
    }

    private void show(String tenant, UUID streamId, int count) {
        loop.execute(() -> {
            var room = rooms.get(new RoomKey(tenant, streamId));
            if (room != null) {
                room.viewers(count);
            }
        });
    }
}
