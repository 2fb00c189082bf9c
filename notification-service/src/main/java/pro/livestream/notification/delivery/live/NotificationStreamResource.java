package pro.livestream.notification.delivery.live;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.NotificationStore;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.tenant.TenantDatabase;

/** {@code GET /api/notifications/stream}: server-sent events; who comes back with Last-Event-ID first gets what was missed. */
@Path("/api/notifications/stream")
class NotificationStreamResource {
    private final LiveHub hub;
    private final LiveConfig config;
    private final TenantDatabase database;
    private final NotificationStore store;
    private final CurrentCaller current;

    NotificationStreamResource(
            LiveHub hub, LiveConfig config, TenantDatabase database, NotificationStore store, CurrentCaller current) {
        this.hub = hub;
        this.config = config;
        this.database = database;
        this.store = store;
        this.current = current;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId, @Context Sse sse) {
        var caller = current.requireUser();
        var opened = Multi.createFrom().item(comment(sse, "connected"));
        var signs = Multi.createFrom()
                .ticks()
                .every(config.heartbeat())
                .onOverflow()
                .drop()
                .map(tick -> comment(sse, "alive"));
        var told = live(caller, uuid(lastEventId))
                .map(one -> event(sse, one))
                .onCompletion()
                .continueWith(comment(sse, "bye"));
        var end = Duration.between(Clock.systemUTC().instant(), caller.expiresAt());
        return Multi.createBy()
                .concatenating()
                .streams(
                        opened,
                        Multi.createBy()
                                .merging()
                                .streams(told, signs)
                                .select()
                                .first(one -> !"bye".equals(one.getComment()))
                                .select()
                                .first(end.isPositive() ? end : Duration.ofMillis(1)));
    }

    private Multi<StreamListener.Told> live(Caller caller, Optional<UUID> lastSeen) {
        var own = new AtomicReference<@Nullable StreamListener>();
        return Multi.createFrom()
                .<StreamListener.Told>emitter(
                        emitter -> {
                            var listener = new StreamListener(emitter, caller, config.waitingMax());
                            own.set(listener);
                            hub.enter(listener);
                            emitter.onTermination(() -> hub.leave(listener));
                            lastSeen.ifPresent(last -> tellMissed(listener, last));
                        },
                        config.waitingMax())
                .onItem()
                .invoke(taken -> {
                    var listener = own.get();
                    if (listener != null) {
                        listener.taken();
                    }
                });
    }

    /** Looked up after the listener has entered, so that nothing falls in between; some may come twice. */
    private void tellMissed(StreamListener listener, UUID lastSeen) {
        var caller = listener.caller();
        database.inTransaction(caller.tenant(), tx -> store.after(tx, caller.userId(), lastSeen, config.missedMax()))
                .subscribe()
                .with(
                        missed -> missed.forEach(one -> listener.tell(one.notificationId(), one.json())),
                        failure -> listener.close(Farewell.RESTART));
    }

    private static Optional<UUID> uuid(@Nullable String id) {
        try {
            return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static OutboundSseEvent event(Sse sse, StreamListener.Told told) {
        return sse.newEventBuilder()
                .id(told.notificationId().toString())
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(String.class, told.json())
                .build();
    }

    private static OutboundSseEvent comment(Sse sse, String text) {
        return sse.newEventBuilder().comment(text).build();
    }
}
