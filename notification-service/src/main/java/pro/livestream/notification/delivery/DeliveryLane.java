package pro.livestream.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.DeliveryRequested;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Sends what is due on one channel, at no more than its rate, and writes down how each attempt ended. */
final class DeliveryLane {
    private static final Logger LOG = Logger.getLogger(DeliveryLane.class);
    private static final int REASON_LENGTH_MAX = 300;

    private final Sender sender;
    private final TenantDatabase database;
    private final DeliveryStore store;
    private final Outbox outbox;
    private final DeliveryConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;

    DeliveryLane(
            Sender sender,
            TenantDatabase database,
            DeliveryStore store,
            Outbox outbox,
            DeliveryConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.sender = sender;
        this.database = database;
        this.store = store;
        this.outbox = outbox;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** One batch of one tenant; tells how many there were. */
    Uni<Integer> batch(Tenant tenant) {
        var now = clock.instant();
        var countMax = Math.min(sender.perSecondMax(), config.concurrencyMax() * 8);
        return database.inTransaction(
                        tenant, tx -> store.take(tx, sender.channel(), now, now.plus(config.hold()), countMax))
                .chain(taken -> Multi.createFrom()
                        .iterable(taken)
                        .onItem()
                        .transformToUni(delivery -> attempt(tenant, delivery))
                        .merge(config.concurrencyMax())
                        .collect()
                        .last()
                        .replaceWith(taken.size()))
                .chain(count -> pace(count, now));
    }

    /** Waits as long as so many may take at the channel's rate. */
    private Uni<Integer> pace(int count, Instant started) {
        var earliest = started.plusMillis(1_000L * count / Math.max(1, sender.perSecondMax()));
        var pause = Duration.between(clock.instant(), earliest);
        var sent = Uni.createFrom().item(count);
        return pause.toMillis() > 0 ? sent.onItem().delayIt().by(pause) : sent;
    }

    private Uni<Void> attempt(Tenant tenant, Delivery delivery) {
        var expired = delivery.expiresAt().isBefore(clock.instant());
        var outcome = expired
                ? Uni.createFrom().<Outcome>item(new Outcome.Hopeless("expired"))
                : Uni.createFrom()
                        .deferred(() -> sender.send(tenant, delivery))
                        .onFailure()
                        .recoverWithItem(failure -> new Outcome.Failed(describe(failure), null));
        return outcome.chain(ended -> settle(tenant, delivery, ended))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "delivery %s is not settled, it will be sent again: %s", delivery.deliveryId(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private static String describe(Throwable failure) {
        var message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private Uni<Void> settle(Tenant tenant, Delivery delivery, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered() ->
                finish(tenant, delivery, "done", null, tx -> store.done(tx, delivery.deliveryId(), clock.instant()));
            case Outcome.Hopeless(var reason) -> bury(tenant, delivery, reason);
            case Outcome.Failed(var reason, var pause) ->
                delivery.attempts() >= config.attemptsMax()
                        ? bury(tenant, delivery, "gave up after " + delivery.attempts() + " attempts: " + reason)
                        : database.inTransaction(
                                tenant,
                                tx -> store.later(
                                        tx,
                                        delivery.deliveryId(),
                                        shortened(reason),
                                        clock.instant().plus(pause(delivery, pause))));
        };
    }

    private Uni<Void> bury(Tenant tenant, Delivery delivery, String reason) {
        LOG.infof(
                "delivery %s by %s is dead: %s",
                delivery.deliveryId(), sender.channel().wireName(), reason);
        var text = shortened(reason);
        return finish(
                tenant, delivery, "dead", text, tx -> store.dead(tx, delivery.deliveryId(), text, clock.instant()));
    }

    private Uni<Void> finish(
            Tenant tenant,
            Delivery delivery,
            String state,
            @Nullable String reason,
            java.util.function.Function<SqlConnection, Uni<Void>> change) {
        var channel = sender.channel().wireName();
        metrics.counter("livestream.deliveries", "channel", channel, "state", state)
                .increment();
        var event = new DeliveryRequested(
                tenant.name(),
                delivery.deliveryId(),
                delivery.notification().userId(),
                delivery.notification().kind(),
                channel,
                state,
                reason,
                clock.instant());
        return database.inTransaction(tenant, tx -> change.apply(tx).chain(() -> outbox.append(tx, event)));
    }

    private Duration pause(Delivery delivery, @Nullable Duration named) {
        var doubled = config.retryFirst().multipliedBy(1L << Math.min(delivery.attempts() - 1, 20));
        var own = doubled.compareTo(config.retryMax()) > 0 ? config.retryMax() : doubled;
        return named == null || named.compareTo(own) < 0 ? own : named;
    }

    private static String shortened(String reason) {
        return reason.length() <= REASON_LENGTH_MAX ? reason : reason.substring(0, REASON_LENGTH_MAX);
    }
}
