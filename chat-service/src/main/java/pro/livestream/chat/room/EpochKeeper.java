package pro.livestream.chat.room;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.LogConfig;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.platform.tenant.Tenant;

/**
 * Begins a new epoch where a room's sequence can't be continued: the epoch rises in PostgreSQL by compare-and-set, the
 * sequence goes on above everything stored or seen. On the core loop.
 */
@Singleton
class EpochKeeper {

    private static final Logger LOG = Logger.getLogger(EpochKeeper.class);

    /** Left out in a new epoch, since another node may have given them away unstored. */
    private static final long OFFSETS_SKIPPED = 1000;

    private final RoomStore rooms;
    private final HistoryStore history;
    private final RoomLog log;
    private final CoreLoop loop;
    private final int entriesMax;
    private final Map<RoomKey, Future<Position>> running = new HashMap<>();

    EpochKeeper(RoomStore rooms, HistoryStore history, RoomLog log, CoreLoop loop, LogConfig config) {
        this.rooms = rooms;
        this.history = history;
        this.log = log;
        this.loop = loop;
        this.entriesMax = config.entriesMax();
    }

    /** Makes the sequence good for what was {@code seen}; answers where it stands. */
    Future<Position> repair(RoomKey key, Position seen) {
        var under = running.get(key);
        if (under != null) {
            return under;
        }
        var repair = check(key, seen);
        running.put(key, repair);
        repair.onComplete(done -> running.remove(key));
        return repair;
    }

    /** First what is stored: what is said in between is in Redis before it is stored, and would look lost the other way round. */
    private Future<Position> check(RoomKey key, Position seen) {
        return future(rooms.highest(key))
                .compose(stored -> log.read(key).compose(snapshot -> {
                    var head = snapshot.head() == null ? Position.START : snapshot.head();
                    boolean goesOn = snapshot.head() != null
                            && snapshot.sameServer()
                            && head.compareTo(seen) >= 0
                            && head.compareTo(stored) >= 0;
                    return goesOn ? Future.succeededFuture(head) : raise(key, stored, seen, head);
                }));
    }

    private Future<Position> raise(RoomKey key, Position stored, Position seen, Position head) {
        return future(rooms.raiseEpoch(key, stored.epoch())).compose(raised -> {
            if (raised.isEmpty()) {
                return check(key, seen);
            }
            boolean first = stored.epoch() == 0 && head.epoch() == 0;
            long highest = Math.max(Math.max(stored.offset(), seen.offset()), head.offset());
            var start = new Position(raised.get(), first ? highest : highest + OFFSETS_SKIPPED);
            LOG.infof("Room %s begins epoch %d at offset %d", key.streamId(), start.epoch(), start.offset());
            return future(history.before(new Tenant(key.tenant()), key.streamId(), null, entriesMax))
                    .compose(newest -> log.beginEpoch(key, start, lines(newest)));
        });
    }

    private static List<RoomEntry> lines(List<HistoryStore.Stored> newestFirst) {
        var lines = new ArrayList<RoomEntry>(newestFirst.size());
        for (var stored : newestFirst.reversed()) {
            var comment = stored.comment();
            lines.add(new RoomEntry(
                    RoomEntry.Kind.COMMENTED,
                    new Position(stored.epoch(), stored.offset()),
                    comment.id(),
                    comment.userId(),
                    comment.toJson()));
        }
        return lines;
    }

    private <T> Future<T> future(Uni<T> uni) {
        Promise<T> promise = Promise.promise();
        uni.subscribe()
                .with(
                        item -> loop.execute(() -> promise.complete(item)),
                        failure -> loop.execute(() -> promise.fail(failure)));
        return promise.future();
    }
}
