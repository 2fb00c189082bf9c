package pro.livestream.stream.viewer;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.activity.MinuteStore;

/** What players tell of playback, summed up in Redis in slots of ten seconds: its cost does not grow with the audience. */
@ApplicationScoped
public class QoeSums {

    private static final int SLOT_MILLIS = 10_000;

    /** Players report every 20 s, so that this sees each of them once or twice. */
    private static final int SLOTS_READ = 3;

    private static final int SLOTS_A_MINUTE = 60_000 / SLOT_MILLIS;
    private static final int SLOT_TTL_SECONDS = 120;

    private static final String ADD = """
            for i = 1, 7 do redis.call('HINCRBY', KEYS[1], i, ARGV[i]) end
            redis.call('EXPIRE', KEYS[1], ARGV[8])
            return 1
            """;

    private static final String READ = """
            local sums = {0, 0, 0, 0, 0, 0, 0}
            for _, key in ipairs(KEYS) do
              local slot = redis.call('HMGET', key, 1, 2, 3, 4, 5, 6, 7)
              for i = 1, 7 do sums[i] = sums[i] + tonumber(slot[i] or 0) end
            end
            return sums
            """;

    private final ReactiveRedisDataSource redis;
    private final ViewerConfig config;
    private final Clock clock = Clock.systemUTC();

    QoeSums(ReactiveRedisDataSource redis, ViewerConfig config) {
        this.redis = redis;
        this.config = config;
    }

    private static String key(Tenant tenant, UUID streamId, long slot) {
        return "stream-service:" + tenant.name() + ":qoe:{" + streamId + "}:" + slot;
    }

    Uni<Void> add(Tenant tenant, UUID streamId, QoeSum sum) {
        if (sum.reports == 0) {
            return Uni.createFrom().voidItem();
        }
        return redis.execute(
                        "EVAL",
                        ADD,
                        "1",
                        key(tenant, streamId, clock.millis() / SLOT_MILLIS),
                        Long.toString(sum.reports),
                        Long.toString(sum.bitrateKbps),
                        Long.toString(sum.bitrateReports),
                        Long.toString(sum.rebufferMs),
                        Long.toString(sum.droppedFrames),
                        Long.toString(sum.latencyMs),
                        Long.toString(sum.latencyReports),
                        Integer.toString(SLOT_TTL_SECONDS))
                .replaceWithVoid();
    }

    /** Of the last half minute; empty while no player reports. */
    public Uni<Optional<PlaybackQuality>> recent(Tenant tenant, UUID streamId) {
        long slot = clock.millis() / SLOT_MILLIS;
        return read(tenant, streamId, slot - SLOTS_READ + 1, SLOTS_READ).map(this::quality);
    }

    /** What was told in a minute so far; right for as long as slots are kept. */
    Uni<MinuteStore.Played> minute(Tenant tenant, UUID streamId, Instant minute) {
        return read(tenant, streamId, minute.toEpochMilli() / SLOT_MILLIS, SLOTS_A_MINUTE)
                .map(sums -> new MinuteStore.Played(
                        streamId,
                        minute,
                        sums.get(0).toLong() * config.heartbeatEvery().toMillis(),
                        sums.get(3).toLong()));
    }

    private Uni<Response> read(Tenant tenant, UUID streamId, long firstSlot, int slots) {
        List<String> arguments = new ArrayList<>(List.of(READ, Integer.toString(slots)));
        IntStream.range(0, slots).forEach(i -> arguments.add(key(tenant, streamId, firstSlot + i)));
        return redis.execute("EVAL", arguments.toArray(String[]::new));
    }

    private Optional<PlaybackQuality> quality(Response sums) {
        long reports = sums.get(0).toLong();
        if (reports == 0) {
            return Optional.empty();
        }
        long bitrates = sums.get(2).toLong();
        long latencies = sums.get(6).toLong();
        double watchedMs = (double) reports * config.heartbeatEvery().toMillis();
        return Optional.of(new PlaybackQuality(
                (int) reports,
                bitrates == 0 ? null : (int) (sums.get(1).toLong() / bitrates),
                Math.min(1, sums.get(3).toLong() / watchedMs),
                (int) Math.min(Integer.MAX_VALUE, sums.get(4).toLong()),
                latencies == 0 ? null : (int) (sums.get(5).toLong() / latencies)));
    }
}
