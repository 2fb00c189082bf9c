package pro.livestream.chat.follow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Who follows a channel, remembered for a while. On the core loop. */
@Singleton
public class Followers {

    private final TenantDatabase database;
    private final CoreLoop loop;
    private final FollowConfig config;
    private final Map<Pair, Known> known;

    private record Pair(String tenant, UUID channelId, UUID userId) {}

    private record Known(Following following, long atNanos) {
        private boolean isYoungerThan(Duration age) {
            return System.nanoTime() - atNanos < age.toNanos();
        }
    }

    /** Since when somebody follows; null for who does not. */
    public record Following(@Nullable Instant since) {}

    Followers(TenantDatabase database, CoreLoop loop, FollowConfig config) {
        this.database = database;
        this.loop = loop;
        this.config = config;
        this.known = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Pair, Known> eldest) {
                return size() > config.rememberedMax();
            }
        };
    }

    /** What is known without asking, or null. */
    public @Nullable Following known(String tenant, UUID channelId, UUID userId) {
        var found = known.get(new Pair(tenant, channelId, userId));
        if (found == null) {
            return null;
        }
        var age = found.following().since() == null ? config.strangerRemembered() : config.followerRemembered();
        return found.isYoungerThan(age) ? found.following() : null;
    }

    /** Fails while PostgreSQL is away and nothing usable is known. */
    public Future<Following> find(String tenant, UUID channelId, UUID userId) {
        Promise<Following> found = Promise.promise();
        var pair = new Pair(tenant, channelId, userId);
        database.inTransaction(new Tenant(tenant), tx -> FollowStore.since(tx, channelId, userId))
                .ifNoItem()
                .after(config.patience())
                .fail()
                .subscribe()
                .with(
                        since -> loop.execute(() -> {
                            var following = new Following(since.orElse(null));
                            known.put(pair, new Known(following, System.nanoTime()));
                            found.complete(following);
                        }),
                        away -> loop.execute(() -> {
                            var stale = known.get(pair);
                            if (stale != null && stale.isYoungerThan(config.staleMax())) {
                                found.complete(stale.following());
                            } else {
                                found.fail(away);
                            }
                        }));
        return found.future();
    }
}
