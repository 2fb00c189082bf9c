package pro.livestream.gateway.health;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.health.HealthReport.Part;
import pro.livestream.gateway.route.Routing;
import pro.livestream.gateway.route.Service;
import pro.livestream.gateway.route.Tunnels;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.kafka.KafkaProbe;
import pro.livestream.platform.kafka.TopicCreator;

/** Puts together how the services and what they depend on fare; asks them at most once a second, whoever asks us. */
@ApplicationScoped
class SuiteHealth {
    private static final String MEDIA = "media";
    private static final String S3 = "s3";

    private final Routing routing;
    private final Tunnels tunnels;
    private final ServiceProbe probe;
    private final Pool pool;
    private final Redis redis;
    private final KafkaProbe kafka;
    private final TopicCreator topics;
    private final Boot boot;
    private final HealthConfig config;
    private final Uni<HealthReport> report;
    private volatile long checkedAtNanos;

    SuiteHealth(
            Routing routing,
            Tunnels tunnels,
            ServiceProbe probe,
            Pool pool,
            Redis redis,
            KafkaProbe kafka,
            TopicCreator topics,
            Boot boot,
            HealthConfig config) {
        this.routing = routing;
        this.tunnels = tunnels;
        this.probe = probe;
        this.pool = pool;
        this.redis = redis;
        this.kafka = kafka;
        this.topics = topics;
        this.boot = boot;
        this.config = config;
        this.report = Uni.createFrom()
                .deferred(() -> {
                    checkedAtNanos = System.nanoTime();
                    return check();
                })
                .memoize()
                .until(() ->
                        System.nanoTime() - checkedAtNanos > config.keptFor().toNanos());
    }

    Uni<HealthReport> report() {
        return report;
    }

    private Uni<HealthReport> check() {
        var services = Arrays.stream(Service.values())
                .map(service -> probe.ask(service, routing.addresses(service)))
                .toList();
        var own = List.of(
                timed(() -> pool.query("select 1").execute()),
                timed(() -> redis.send(Request.cmd(Command.PING))),
                timed(kafka::ping),
                config.s3Endpoint()
                        .map(probe::anyAnswer)
                        .orElse(Uni.createFrom().item(Part.of(State.UNKNOWN, null))));
        return Uni.combine()
                .all()
                .unis(
                        Uni.join().all(services).andFailFast(),
                        Uni.join().all(own).andFailFast())
                .asTuple()
                .map(both -> report(both.getItem1(), both.getItem2()));
    }

    private HealthReport report(List<ServiceProbe.Answer> answers, List<Part> own) {
        var services = new LinkedHashMap<String, Part>();
        services.put("gateway", Part.of(boot.isReady() ? State.OK : State.DOWN, 0L));
        answers.forEach(answer -> services.put(answer.service().wireName(), answer.part()));
        var dependencies = new LinkedHashMap<String, Part>();
        dependencies.put("postgres", own.get(0));
        dependencies.put("redis", own.get(1));
        dependencies.put("kafka", own.get(2));
        dependencies.put(MEDIA, media(answers));
        dependencies.put(S3, told(answers, S3) == null ? own.get(3) : told(answers, S3));
        return new HealthReport(
                overall(services, dependencies),
                Clock.systemUTC().instant(),
                services,
                dependencies,
                new HealthReport.Tunnels(tunnels.open(), tunnels.max()),
                new HealthReport.RateLimits(own.get(1).status() == State.OK ? "active" : "suspended"),
                topics.mismatches());
    }

    /** Down when nothing works any more; degraded when something is missing. */
    private State overall(Map<String, Part> services, Map<String, Part> dependencies) {
        var noService = services.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("gateway"))
                .allMatch(entry -> entry.getValue().status() == State.DOWN);
        if (!boot.isReady() || noService) {
            return State.DOWN;
        }
        var allGood = services.values().stream().allMatch(part -> isFine(part.status()))
                && dependencies.values().stream().allMatch(part -> isFine(part.status()));
        return allGood && !tunnels.isFull() ? State.OK : State.DEGRADED;
    }

    private static boolean isFine(State state) {
        return state == State.OK || state == State.UNKNOWN;
    }

    /** The media servers as the stream service sees them; while it does not say, they are where it is. */
    private static Part media(List<ServiceProbe.Answer> answers) {
        var told = told(answers, MEDIA);
        return told != null
                ? told
                : answers.stream()
                        .filter(answer -> answer.service() == Service.STREAM)
                        .map(answer ->
                                Part.of(answer.part().status(), answer.part().latencyMs()))
                        .findFirst()
                        .orElse(Part.of(State.UNKNOWN, null));
    }

    private static @Nullable Part told(List<ServiceProbe.Answer> answers, String name) {
        return answers.stream()
                .map(answer -> answer.dependencies().get(name))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Uni<Part> timed(Supplier<? extends Uni<?>> roundTrip) {
        return Uni.createFrom().deferred(() -> {
            var started = System.nanoTime();
            return Uni.createFrom()
                    .deferred(roundTrip::get)
                    .ifNoItem()
                    .after(config.timeout())
                    .fail()
                    .map(any -> Part.of(State.OK, (System.nanoTime() - started) / 1_000_000))
                    .onFailure()
                    .recoverWithItem(() -> Part.of(State.DOWN, (System.nanoTime() - started) / 1_000_000));
        });
    }
}
