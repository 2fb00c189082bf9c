package pro.livestream.stream.viewer;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import pro.livestream.platform.tenant.Tenant;

/** Who watches which stream by which source, in Redis. */
@ApplicationScoped
class ViewerSets {

    /** Distinct viewers now and ever. */
    record Counted(int present, int total) {}

    private static final String SERVICE = "stream-service";

    private final ReactiveRedisDataSource redis;
    private final ViewerConfig config;
    private final Clock clock = Clock.systemUTC();

    ViewerSets(ReactiveRedisDataSource redis, ViewerConfig config) {
        this.redis = redis;
        this.config = config;
    }

    Uni<Void> touch(Tenant tenant, UUID streamId, String source, Collection<String> present, Collection<String> left) {
        var arguments = keys(ViewerScripts.TOUCH, tenant, streamId);
        arguments.add(Long.toString(clock.millis() + config.expiry().toMillis()));
        arguments.add(source);
        arguments.add(Integer.toString(present.size()));
        arguments.addAll(present);
        arguments.addAll(left);
        return redis.execute("EVAL", arguments.toArray(String[]::new)).replaceWithVoid();
    }

    Uni<Counted> count(Tenant tenant, UUID streamId) {
        var arguments = keys(ViewerScripts.COUNT, tenant, streamId);
        arguments.add(Long.toString(clock.millis()));
        arguments.add(Long.toString(config.outageAfter().toMillis()));
        return redis.execute("EVAL", arguments.toArray(String[]::new))
                .map(answer ->
                        new Counted(answer.get(0).toInteger(), answer.get(1).toInteger()));
    }

    /** True for the one replica that counts this tenant's viewers in the next moment. */
    Uni<Boolean> mayCount(Tenant tenant, Duration pause) {
        String key = SERVICE + ":" + tenant.name() + ":viewers-turn";
        return redis.execute("SET", key, "1", "NX", "PX", Long.toString(pause.toMillis()))
                .map(answer -> answer != null);
    }

    /** All of a stream's keys share a hash slot. */
    private static List<String> keys(String script, Tenant tenant, UUID streamId) {
        String prefix = SERVICE + ":" + tenant.name() + ":";
        String slot = ":{" + streamId + "}";
        return new ArrayList<>(List.of(
                script,
                "3",
                prefix + "viewers" + slot,
                prefix + "viewers-seen" + slot,
                prefix + "viewers-state" + slot));
    }
}
