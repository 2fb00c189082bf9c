package pro.livestream.stream.seat;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import pro.livestream.platform.tenant.Tenant;

/** Seats and heartbeats in Redis; an empty answer says that Redis has lost them and they must be built anew. */
@ApplicationScoped
class SeatSets {

    /** Whose time is over since when, and when it was last heard of. */
    record Over(SeatRole role, String userId, Optional<Instant> lastBeat, Instant since) {}

    private static final String MEND = "mend";
    private static final String BUILD = "build";

    private final ReactiveRedisDataSource redis;
    private final SeatConfig config;
    private final Clock clock = Clock.systemUTC();

    SeatSets(ReactiveRedisDataSource redis, SeatConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** The place in {@code candidates} that was taken, -1 for none, and whether the seat is new. */
    record Reserved(int place, boolean fresh) {}

    Uni<Optional<Reserved>> reserve(Tenant tenant, List<Candidate> candidates, String userId) {
        var keys = new SeatKeys(tenant);
        var call = new Call(SeatScripts.RESERVE).key(keys.marker());
        candidates.forEach(candidate -> call.key(keys.seats(candidate.stageArn(), SeatRole.VIEWER)));
        call.arg(now())
                .arg(now() + config.reservation().toMillis())
                .arg(config.viewersMax())
                .arg(userId);
        candidates.forEach(candidate -> call.arg(candidate.open() ? 1 : 0));
        return trusted(call)
                .map(answer -> answer.map(
                        ok -> new Reserved(ok.get(0).toInteger() - 1, ok.get(1).toInteger() == 1)));
    }

    Uni<Optional<Boolean>> hold(Tenant tenant, String stageArn, String userId) {
        var keys = new SeatKeys(tenant);
        var call = new Call(SeatScripts.HOLD)
                .key(keys.marker())
                .key(keys.seats(stageArn, SeatRole.PUBLISHER))
                .arg(now() + config.reservation().toMillis())
                .arg(userId);
        return trusted(call).map(answer -> answer.map(ok -> true));
    }

    Uni<Optional<Integer>> beat(Tenant tenant, String stageArn, String userId, String qoe) {
        var call = new Call(SeatScripts.BEAT).key(new SeatKeys(tenant).marker());
        new SeatKeys(tenant).all(stageArn).forEach(call::key);
        call.arg(now())
                .arg(now() + config.keptFor().toMillis())
                .arg(userId)
                .arg(config.publishersMax())
                .arg(countedSince())
                .arg(qoe);
        return trusted(call).map(answer -> answer.map(ok -> ok.get(0).toInteger()));
    }

    Uni<Void> release(Tenant tenant, String stageArn, SeatRole role, String userId, boolean onlyBeat) {
        var keys = new SeatKeys(tenant);
        return run(new Call(SeatScripts.RELEASE)
                        .key(keys.seats(stageArn, role))
                        .key(keys.beats(stageArn, role))
                        .key(keys.qoe(stageArn))
                        .arg(userId)
                        .arg(onlyBeat ? 1 : 0))
                .replaceWithVoid();
    }

    Uni<List<Over>> sweep(Tenant tenant, String stageArn) {
        var call = new Call(SeatScripts.SWEEP);
        new SeatKeys(tenant).all(stageArn).forEach(call::key);
        return run(call.arg(now())).map(SeatSets::over);
    }

    private static List<Over> over(Response answer) {
        var found = new ArrayList<Over>();
        for (int i = 0; i + 1 < answer.size(); i += 2) {
            String name = answer.get(i).toString();
            String times = answer.get(i + 1).toString();
            int bar = name.indexOf('|');
            int colon = times.indexOf(':');
            long beat = Long.parseLong(times.substring(0, colon));
            found.add(new Over(
                    SeatRole.named(name.substring(0, bar)),
                    name.substring(bar + 1),
                    beat == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(beat)),
                    Instant.ofEpochMilli(Long.parseLong(times.substring(colon + 1)))));
        }
        return found;
    }

    Uni<Void> closed(Tenant tenant, String stageArn, Over over) {
        String name = over.role().wireName() + "|" + over.userId();
        return redis.execute("HDEL", new SeatKeys(tenant).over(stageArn), name).replaceWithVoid();
    }

    Uni<Void> build(Tenant tenant, Collection<ViewingRecord> open) {
        return put(tenant, open, BUILD);
    }

    Uni<Void> mend(Tenant tenant, Collection<ViewingRecord> open) {
        return put(tenant, open, MEND);
    }

    private Uni<Void> put(Tenant tenant, Collection<ViewingRecord> open, String mode) {
        var keys = new SeatKeys(tenant);
        var call = new Call(SeatScripts.BUILD).key(keys.marker());
        call.arg(mode).arg(now() + config.keptFor().toMillis()).arg(now());
        for (var record : open) {
            int place = call.place(keys.seats(record.stageArn(), record.role()));
            if (place == 0) {
                call.key(keys.seats(record.stageArn(), record.role()))
                        .key(keys.beats(record.stageArn(), record.role()));
                place = call.place(keys.seats(record.stageArn(), record.role()));
            }
            call.arg(place).arg(record.userId()).arg(mode.equals(BUILD) && record.joinedAt() != null ? 1 : 0);
        }
        return run(call).replaceWithVoid();
    }

    Uni<Optional<List<SeatCount>>> counts(Tenant tenant, List<String> stages) {
        var keys = new SeatKeys(tenant);
        var call = new Call(SeatScripts.COUNT).key(keys.marker());
        for (var stage : stages) {
            call.key(keys.seats(stage, SeatRole.VIEWER))
                    .key(keys.beats(stage, SeatRole.VIEWER))
                    .key(keys.beats(stage, SeatRole.PUBLISHER));
        }
        return trusted(call.arg(now()).arg(countedSince()))
                .map(answer -> answer.map(ok -> {
                    var counts = new ArrayList<SeatCount>();
                    for (int i = 1; i + 2 < ok.size(); i += 3) {
                        counts.add(new SeatCount(
                                ok.get(i).toInteger(),
                                ok.get(i + 1).toInteger(),
                                ok.get(i + 2).toInteger()));
                    }
                    return counts;
                }));
    }

    Uni<Optional<List<Present>>> present(Tenant tenant, String stageArn, SeatRole role) {
        var keys = new SeatKeys(tenant);
        var call = new Call(SeatScripts.PRESENT)
                .key(keys.marker())
                .key(keys.beats(stageArn, role))
                .key(keys.qoe(stageArn))
                .arg(countedSince());
        return trusted(call)
                .map(answer -> answer.map(ok -> {
                    var present = new ArrayList<Present>();
                    for (int i = 1; i + 2 < ok.size(); i += 3) {
                        present.add(new Present(
                                ok.get(i).toString(),
                                Instant.ofEpochMilli(
                                        Long.parseLong(ok.get(i + 1).toString())),
                                ok.get(i + 2).toString()));
                    }
                    return present;
                }));
    }

    Uni<Void> forget(Tenant tenant, String stageArn) {
        return redis.execute("DEL", new SeatKeys(tenant).all(stageArn).toArray(String[]::new))
                .replaceWithVoid();
    }

    private long now() {
        return clock.millis();
    }

    private long countedSince() {
        return now() - config.countsFor().toMillis();
    }

    private Uni<Optional<Response>> trusted(Call call) {
        return run(call)
                .map(answer -> answer.get(0).toInteger() == -1 ? Optional.<Response>empty() : Optional.of(answer));
    }

    private Uni<Response> run(Call call) {
        return redis.execute("EVAL", call.toArray());
    }

    /** One call of a script. */
    private static final class Call {
        private final String script;
        private final List<String> keys = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();

        Call(String script) {
            this.script = script;
        }

        Call key(String key) {
            keys.add(key);
            return this;
        }

        Call arg(String argument) {
            arguments.add(argument);
            return this;
        }

        Call arg(long argument) {
            return arg(Long.toString(argument));
        }

        /** Counted from 1, as scripts do; 0 where the key is not there yet. */
        int place(String key) {
            return keys.indexOf(key) + 1;
        }

        String[] toArray() {
            var all = new ArrayList<String>();
            all.add(script);
            all.add(Integer.toString(keys.size()));
            all.addAll(keys);
            all.addAll(arguments);
            return all.toArray(String[]::new);
        }
    }
}
