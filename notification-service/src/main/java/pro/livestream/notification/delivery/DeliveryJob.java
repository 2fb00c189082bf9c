package pro.livestream.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;
import pro.livestream.notification.preference.Channel;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Keeps both lanes moving, each for itself: trouble with mail holds no push back. */
@ApplicationScoped
public class DeliveryJob {
    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);

    private final Map<Channel, DeliveryLane> lanes = new EnumMap<>(Channel.class);
    private final Map<Channel, TenantTurns> turns = new EnumMap<>(Channel.class);
    private final Tenants tenants;
    private final Boot boot;

    DeliveryJob(
            Instance<Sender> senders,
            TenantDatabase database,
            DeliveryStore store,
            Outbox outbox,
            DeliveryConfig config,
            MeterRegistry metrics,
            Tenants tenants,
            Boot boot) {
        this.tenants = tenants;
        this.boot = boot;
        for (var sender : senders) {
            lanes.put(
                    sender.channel(),
                    new DeliveryLane(sender, database, store, outbox, config, metrics, Clock.systemUTC()));
            turns.put(sender.channel(), new TenantTurns());
        }
    }

    /** There is something due for the tenant. */
    public void wake(Tenant tenant) {
        turns.values().forEach(turn -> turn.wake(tenant));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> mail() {
        return drain(Channel.EMAIL);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> push() {
        return drain(Channel.PUSH);
    }

    private Uni<Void> drain(Channel channel) {
        var lane = lanes.get(channel);
        var turn = turns.get(channel);
        if (lane == null || turn == null || !boot.isReady()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createBy()
                .repeating()
                .uni(() -> round(lane, turn))
                .whilst(done -> turn.isAwake())
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("%s waits: %s", channel.wireName(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Boolean> round(DeliveryLane lane, TenantTurns turn) {
        return Multi.createFrom()
                .iterable(turn.next(tenants.ready()))
                .onItem()
                .transformToUniAndConcatenate(tenant -> lane.batch(tenant).invoke(count -> {
                    if (count == 0) {
                        turn.rest(tenant);
                    } else {
                        turn.wake(tenant);
                    }
                }))
                .collect()
                .last()
                .replaceWith(true);
    }
}
