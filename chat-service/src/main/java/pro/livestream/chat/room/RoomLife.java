package pro.livestream.chat.room;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.chat.fanout.CloseReason;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.contracts.event.StreamEnded;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.drain.Drain;
import pro.livestream.platform.identity.Revocations;

/** Opens and closes rooms as streams start and end, ends sockets as sessions end, and empties the node when it leaves. */
@ApplicationScoped
public class RoomLife {

    private static final long LEAVING_CHECK_MS = 50;

    private final Rooms rooms;
    private final RoomStore store;
    private final RoomConfig config;
    private final EventConsumer events;
    private final CoreLoop loop;
    private final Revocations revocations;
    private final Drain drain;

    RoomLife(
            Rooms rooms,
            RoomStore store,
            RoomConfig config,
            EventConsumer events,
            CoreLoop loop,
            Revocations revocations,
            Drain drain) {
        this.rooms = rooms;
        this.store = store;
        this.config = config;
        this.events = events;
        this.loop = loop;
        this.revocations = revocations;
        this.drain = drain;
    }

    void start(@Observes @Priority(5) StartupEvent event) {
        rooms.start();
        revocations.onRevoked(this::revoked);
        drain.onClientsLeave(this::leave);
    }

    @Incoming("stream-started-in")
    Uni<Void> started(ConsumerRecord<String, byte[]> entry) {
        return events.consume(
                entry,
                StreamStarted.class,
                (tx, tenant, event) -> store.open(tx, new RoomKey(tenant.name(), event.streamId()), event.userId()));
    }

    @Incoming("stream-ended-in")
    Uni<Void> ended(ConsumerRecord<String, byte[]> entry) {
        return events.consume(entry, StreamEnded.class, (tx, tenant, event) -> {
                    var key = new RoomKey(tenant.name(), event.streamId());
                    return store.closeAt(
                            tx, key, event.userId(), event.endedAt().plus(config.closeAfterEnd()));
                })
                .invoke(() -> tellEnded(entry.key()));
    }

    private void tellEnded(String streamId) {
        loop.execute(() -> rooms.tellStreamChanged(streamId));
    }

    private void revoked(IdentityRevoked revoked) {
        loop.execute(() -> {
            for (var room : rooms.all()) {
                if (room.key().tenant().equals(revoked.tenant())) {
                    room.closeSessions(revoked, CloseReason.SESSION_ENDED);
                }
            }
        });
    }

    /** Clients are told to come back elsewhere; done when all have gone. */
    private Uni<Void> leave() {
        return Uni.createFrom()
                .emitter(done -> loop.execute(() -> {
                    rooms.sayGoodbye();
                    awaitEmpty(() -> done.complete(null));
                }));
    }

    private void awaitEmpty(Runnable done) {
        if (rooms.connections() == 0) {
            done.run();
        } else {
            loop.after(LEAVING_CHECK_MS, () -> awaitEmpty(done));
        }
    }
}
