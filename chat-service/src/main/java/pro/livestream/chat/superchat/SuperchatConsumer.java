package pro.livestream.chat.superchat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.message.Posts;
import pro.livestream.chat.profile.Usernames;
import pro.livestream.chat.room.RoomConfig;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.tenant.Tenant;

/**
 * Shows each paid tip in its stream's room once. The comment has the transaction's id: a tip that is told again is found
 * stored, or is known to Redis from the attempt that died. What can't be shown stays in the ledger all the same.
 */
@ApplicationScoped
public class SuperchatConsumer {

    private static final Logger LOG = Logger.getLogger(SuperchatConsumer.class);
    private static final Clock CLOCK = Clock.systemUTC();

    private final EventConsumer events;
    private final RoomDirectory directory;
    private final HistoryStore history;
    private final Posts posts;
    private final Usernames usernames;
    private final SuperchatConfig config;
    private final Duration onTopMax;
    private final MeterRegistry metrics;

    /** What became of a tip. */
    private enum Outcome {
        SHOWN,
        KNOWN,
        NO_ROOM,
        ROOM_CLOSED,
        SENDER_SILENCED
    }

    SuperchatConsumer(
            EventConsumer events,
            RoomDirectory directory,
            HistoryStore history,
            Posts posts,
            Usernames usernames,
            SuperchatConfig config,
            RoomConfig rooms,
            MeterRegistry metrics) {
        this.events = events;
        this.directory = directory;
        this.history = history;
        this.posts = posts;
        this.usernames = usernames;
        this.config = config;
        this.onTopMax = rooms.onTopMax();
        this.metrics = metrics;
    }

    @Incoming("payment-tips-in")
    Uni<Void> tipped(ConsumerRecord<String, byte[]> entry) {
        return events.consume(
                entry,
                TipSucceeded.class,
                (tx, tenant, event) -> onThisContext(show(tenant, event))
                        .invoke(outcome -> note(event, outcome))
                        .replaceWithVoid());
    }

    /** The consumer's transaction goes on where it began, not on the core loop. */
    private static <T> Uni<T> onThisContext(Uni<T> work) {
        var context = Vertx.currentContext();
        return context == null ? work : work.emitOn(task -> context.runOnContext(now -> task.run()));
    }

    private Uni<Outcome> show(Tenant tenant, TipSucceeded tip) {
        return history.find(tenant, tip.streamId(), tip.transactionId())
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(Outcome.KNOWN)
                        : room(tenant, tip).chain(room -> show(room, tip)));
    }

    /** Null where the stream has no room. */
    private Uni<@Nullable RoomFacts> room(Tenant tenant, TipSucceeded tip) {
        return directory
                .find(new RoomKey(tenant.name(), tip.streamId()))
                .onFailure(failure -> failure instanceof RefusedException refused
                        && refused.refusal().status() == 404)
                .recoverWithNull();
    }

    private Uni<Outcome> show(@Nullable RoomFacts room, TipSucceeded tip) {
        var now = CLOCK.instant();
        if (room == null) {
            return Uni.createFrom().item(Outcome.NO_ROOM);
        }
        if (room.isClosedAt(now)) {
            return Uni.createFrom().item(Outcome.ROOM_CLOSED);
        }
        if (room.banOf(tip.senderId(), now) != null) {
            return Uni.createFrom().item(Outcome.SENDER_SILENCED);
        }
        var message = tip.message();
        var post = new Posts.Post(
                tip.transactionId(),
                tip.senderId(),
                usernames.current(tip.senderId(), tip.senderUsername()),
                message == null ? "" : message,
                Comment.SUPERCHAT,
                said -> fields(tip, said),
                config.remembered());
        return posts.post(room, post).replaceWith(Outcome.SHOWN);
    }

    private ObjectNode fields(TipSucceeded tip, Instant said) {
        var tier = SuperchatTier.of(tip.amount(), tip.currency());
        var onTop = tier.onTop().compareTo(onTopMax) > 0 ? onTopMax : tier.onTop();
        return FrameJson.object()
                .put("amount", tip.amount())
                .put("currency", tip.currency())
                .put("tier", tier.number())
                .put("pinned_until", FrameJson.time(said.plus(onTop)));
    }

    private void note(TipSucceeded tip, Outcome outcome) {
        var name = outcome.name().toLowerCase(Locale.ROOT);
        metrics.counter("chat.superchats", "outcome", name).increment();
        if (outcome != Outcome.SHOWN) {
            LOG.infof("The tip %s for stream %s is not shown: %s", tip.transactionId(), tip.streamId(), name);
        }
    }
}
