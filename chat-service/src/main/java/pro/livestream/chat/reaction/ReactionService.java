package pro.livestream.chat.reaction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.chat.room.Room;
import pro.livestream.contracts.event.ReactionSent;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;

/** Shows a reaction to the room, and stores and tells it by the batch. On the core loop. */
@Singleton
public class ReactionService {

    private static final Logger LOG = Logger.getLogger(ReactionService.class);
    private static final int PER_SECOND_MAX = 10;
    private static final int BACKLOG_MAX = 20_000;
    private static final long WRITE_MS = 200;
    private static final int BATCH_MAX = 500;

    private final RoomLog log;
    private final CoreLoop loop;
    private final StampStore stamps;
    private final ReactionStore store;
    private final Map<String, List<ReactionSent>> waiting = new HashMap<>();
    private final Counter received;
    private final MeterRegistry registry;
    private boolean due;

    ReactionService(RoomLog log, CoreLoop loop, StampStore stamps, ReactionStore store, MeterRegistry registry) {
        this.log = log;
        this.loop = loop;
        this.stamps = stamps;
        this.store = store;
        this.registry = registry;
        this.received = Counter.builder("chat.reactions.received")
                .description("Reactions that clients sent")
                .register(registry);
    }

    public void react(Room room, Connection sender, int stampId) {
        received.increment();
        var key = room.key();
        var member = sender.member();
        var now = Clock.systemUTC().instant();
        var ban = room.facts().banOf(member.userId(), now);
        if (ban != null) {
            sender.send(ban.error().frame(null, ban.left(now)));
            return;
        }
        stamps.active(new Tenant(key.tenant()), stampId)
                .subscribe()
                .with(
                        found -> loop.execute(() -> found.ifPresentOrElse(
                                stamp -> show(room, sender, stamp),
                                () -> sender.send(ChatError.UNKNOWN_STAMP.frame(null)))),
                        failure -> sender.send(ChatError.UNAVAILABLE.frame(null)));
    }

    private void show(Room room, Connection sender, Stamp stamp) {
        var key = room.key();
        var member = sender.member();
        var body = FrameJson.object()
                .put("username", member.username())
                .put("stamp_id", stamp.id())
                .put("stamp_name", stamp.name())
                .put("stamp_image_url", stamp.imageUrl());
        var id = Ids.next();
        var entry = new RoomEntry(RoomEntry.Kind.REACTED, Position.START, id, member.userId(), body.toString());
        log.signal(key, entry, PER_SECOND_MAX).onComplete(sent -> {
            if (sent.failed()) {
                sender.send(ChatError.UNAVAILABLE.frame(null));
            } else if (sent.result() > 0) {
                registry.counter("chat.reactions.rejected", "code", ChatError.RATE_LIMITED.name())
                        .increment();
                sender.send(ChatError.RATE_LIMITED.frame(null, sent.result()));
            } else {
                keep(new ReactionSent(
                        key.tenant(),
                        key.streamId(),
                        id,
                        member.userId(),
                        stamp.id(),
                        stamp.name(),
                        Clock.systemUTC().instant()));
            }
        });
    }

    private void keep(ReactionSent reaction) {
        var list = waiting.computeIfAbsent(reaction.tenant(), tenant -> new ArrayList<>());
        if (list.size() >= BACKLOG_MAX) {
            LOG.warn("A reaction is not stored: too many wait");
            return;
        }
        list.add(reaction);
        if (!due) {
            due = true;
            loop.after(WRITE_MS, this::write);
        }
    }

    private void write() {
        due = false;
        for (var tenant : List.copyOf(waiting.keySet())) {
            var all = waiting.remove(tenant);
            if (all == null) {
                continue;
            }
            var batch = List.copyOf(all.subList(0, Math.min(all.size(), BATCH_MAX)));
            var rest = new ArrayList<>(all.subList(batch.size(), all.size()));
            store.write(new Tenant(tenant), batch)
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> loop.execute(() -> {
                                LOG.warnf("Reactions wait for PostgreSQL: %s", failure.toString());
                                batch.forEach(this::keep);
                            }));
            rest.forEach(this::keep);
        }
    }
}
