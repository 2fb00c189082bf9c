package pro.livestream.chat.room;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.fanout.FanoutConfig;
import pro.livestream.chat.fanout.FanoutMetrics;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.history.PastEntry;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.LogConfig;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.platform.tenant.Tenant;

/** What every room needs, and what it asks of PostgreSQL, answered on the core loop. */
@Singleton
class RoomParts {

    private final RoomLog log;
    private final CoreLoop loop;
    private final EpochKeeper epochs;
    private final HistoryStore history;
    private final RoomStore rooms;
    private final RoomConfig config;
    private final FanoutConfig fanout;
    private final FanoutMetrics metrics;
    private final int entriesMax;
    private final Duration ephemeralKept;

    RoomParts(
            RoomLog log,
            CoreLoop loop,
            EpochKeeper epochs,
            HistoryStore history,
            RoomStore rooms,
            RoomConfig config,
            FanoutConfig fanout,
            FanoutMetrics metrics,
            LogConfig logConfig) {
        this.log = log;
        this.loop = loop;
        this.epochs = epochs;
        this.history = history;
        this.rooms = rooms;
        this.config = config;
        this.fanout = fanout;
        this.metrics = metrics;
        this.entriesMax = logConfig.entriesMax();
        this.ephemeralKept = logConfig.ephemeralKept();
    }

    /** The newest comments in order, and the highest place taken. */
    record Stored(List<PastEntry> newest, Position highest) {}

    Future<Stored> stored(RoomKey key) {
        var reading = history.before(new Tenant(key.tenant()), key.streamId(), null, entriesMax)
                .flatMap(newest -> rooms.highest(key).map(highest -> new Stored(entries(newest), highest)));
        return future(reading);
    }

    private static List<PastEntry> entries(List<HistoryStore.Stored> newestFirst) {
        var entries = new ArrayList<PastEntry>(newestFirst.size());
        for (var stored : newestFirst.reversed()) {
            var comment = stored.comment();
            entries.add(new PastEntry(
                    stored.offset(), false, comment.id(), comment.userId(), comment.username(), stored.json()));
        }
        return entries;
    }

    /** The comments that may still have to stay on top. */
    Future<List<PastEntry>> onTop(RoomKey key) {
        var since = Clock.systemUTC().instant().minus(config.onTopMax());
        return future(history.superchats(new Tenant(key.tenant()), key.streamId(), since)
                .map(RoomParts::entries));
    }

    /** Everything between two offsets; nothing where its beginning is older than {@code ageMax}. */
    Future<List<PastEntry>> between(RoomKey key, long after, long before, int limit, @Nullable Duration ageMax) {
        var tenant = new Tenant(key.tenant());
        if (ageMax == null) {
            return future(history.between(tenant, key.streamId(), after, before, limit));
        }
        var oldest = Clock.systemUTC().instant().minus(ageMax);
        return future(history.firstAfter(tenant, key.streamId(), after)
                .flatMap(first -> first.isPresent() && first.get().isBefore(oldest)
                        ? Uni.createFrom().item(List.<PastEntry>of())
                        : history.between(tenant, key.streamId(), after, before, limit)));
    }

    <T> Future<T> future(Uni<T> uni) {
        Promise<T> promise = Promise.promise();
        uni.subscribe()
                .with(
                        item -> loop.execute(() -> promise.complete(item)),
                        failure -> loop.execute(() -> promise.fail(failure)));
        return promise.future();
    }

    RoomLog log() {
        return log;
    }

    CoreLoop loop() {
        return loop;
    }

    EpochKeeper epochs() {
        return epochs;
    }

    RoomStore rooms() {
        return rooms;
    }

    RoomConfig config() {
        return config;
    }

    FanoutConfig fanout() {
        return fanout;
    }

    FanoutMetrics metrics() {
        return metrics;
    }

    int entriesMax() {
        return entriesMax;
    }

    Duration ephemeralKept() {
        return ephemeralKept;
    }
}
