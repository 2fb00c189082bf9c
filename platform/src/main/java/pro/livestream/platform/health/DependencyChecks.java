package pro.livestream.platform.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheckResponse;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.kafka.KafkaProbe;

/** What every service depends on, under {@code /q/health/well}: not part of readiness, since services degrade rather than die. */
class DependencyChecks {

    @Produces
    @Wellness
    @ApplicationScoped
    AsyncHealthCheck postgres(Pool pool) {
        return check("postgres", () -> pool.query("select 1").execute());
    }

    @Produces
    @Wellness
    @ApplicationScoped
    AsyncHealthCheck redis(Redis redis) {
        return check("redis", () -> redis.send(Request.cmd(Command.PING)));
    }

    @Produces
    @Wellness
    @ApplicationScoped
    AsyncHealthCheck kafka(ServiceConfig config, KafkaProbe probe) {
        return check("kafka", probe::ping);
    }

    private static AsyncHealthCheck check(String name, java.util.function.Supplier<Uni<?>> roundTrip) {
        return new AsyncHealthCheck() {
            @Override
            public Uni<HealthCheckResponse> call() {
                return DependencyCheck.of(name, roundTrip);
            }
        };
    }
}
