package pro.livestream.payment.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import pro.livestream.payment.provider.PaymentProvider;
import pro.livestream.payment.provider.PaymentReference;
import pro.livestream.payment.provider.ProviderEvent;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.ProviderRefusedException;
import pro.livestream.payment.transaction.Transactions;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Works off the queue: a message's effect and its being done are one commit; what fails waits longer each time. */
@ApplicationScoped
public class WebhookJob {
    private static final Logger LOG = Logger.getLogger(WebhookJob.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(500);
    private static final Duration RETRY_MAX = Duration.ofMinutes(5);

    private final WebhookQueue queue;
    private final PaymentProvider provider;
    private final Transactions transactions;
    private final TenantDatabase database;
    private final WebhookConfig config;
    private final MeterRegistry metrics;
    private final Boot boot;
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicBoolean more = new AtomicBoolean();

    WebhookJob(
            WebhookQueue queue,
            PaymentProvider provider,
            Transactions transactions,
            TenantDatabase database,
            WebhookConfig config,
            MeterRegistry metrics,
            Boot boot) {
        this.queue = queue;
        this.provider = provider;
        this.transactions = transactions;
        this.database = database;
        this.config = config;
        this.metrics = metrics;
        this.boot = boot;
    }

    /** Stores a verified message; true where it was new and is worked off soon. */
    public Uni<Boolean> accept(String payload) {
        var event = provider.read(payload);
        if (event.concern().isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return queue.add(provider.name(), event.eventId(), event.type(), payload)
                .invoke(isNew -> {
                    metrics.counter("livestream.webhooks.received", "known", Boolean.toString(!isNew))
                            .increment();
                    if (isNew) {
                        wake();
                    }
                });
    }

    @Scheduled(every = "{livestream.webhook.work-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> workRegularly() {
        return boot.isReady() ? workOnce() : Uni.createFrom().voidItem();
    }

    @Scheduled(every = "1h", delayed = "10m")
    Uni<Void> forgetOld() {
        return queue.forget(config.keep());
    }

    private void wake() {
        more.set(true);
        workOnce().subscribe().with(done -> {}, failure -> LOG.warnf("the queue waits: %s", failure.toString()));
    }

    /** One worker per replica; whoever comes while it works lets it look once more. */
    private Uni<Void> workOnce() {
        if (!working.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        more.set(false);
        return Uni.createFrom()
                .deferred(() -> queue.take(config.batch(), config.lease()))
                .chain(this::workOff)
                .onTermination()
                .invoke(() -> working.set(false))
                .chain(count ->
                        count > 0 || more.get() ? workOnce() : Uni.createFrom().voidItem());
    }

    private Uni<Integer> workOff(List<WebhookQueue.Message> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(this::workOff)
                .collect()
                .last()
                .replaceWith(messages.size());
    }

    private Uni<Void> workOff(WebhookQueue.Message message) {
        return Uni.createFrom()
                .deferred(() -> act(message, provider.read(message.payload())))
                .onFailure()
                .recoverWithUni(failure -> failed(message, failure));
    }

    private Uni<Void> act(WebhookQueue.Message message, ProviderEvent event) {
        var payment = event.payment();
        var fact = event.fact();
        if (payment == null || fact == null) {
            return queue.doneWithoutEffect(message.eventId());
        }
        return owner(payment)
                .chain(owner -> facts(owner, payment, fact).chain(facts -> settle(message, owner, payment, facts)));
    }

    /** The message's own, or what the provider says now where the message's place among others can't be told. */
    private Uni<List<ProviderFact>> facts(WebhookQueue.Owner owner, PaymentReference payment, ProviderFact fact) {
        return transactions
                .isTied(new Tenant(owner.tenant()), owner.transactionId(), fact)
                .chain(tied -> tied
                        ? provider.ask(payment.providerPaymentId())
                        : Uni.createFrom().item(List.of(fact)));
    }

    private Uni<Void> settle(
            WebhookQueue.Message message,
            WebhookQueue.Owner owner,
            PaymentReference payment,
            List<ProviderFact> facts) {
        return database.inTransaction(
                new Tenant(owner.tenant()),
                tx -> queue.done(tx, message.eventId())
                        .chain(ours -> ours
                                ? transactions
                                        .settle(tx, owner.transactionId(), payment.providerPaymentId(), facts)
                                        .replaceWithVoid()
                                : Uni.createFrom().voidItem()));
    }

    /** By what we told the provider, else by what we remember of its payment. */
    private Uni<WebhookQueue.Owner> owner(PaymentReference payment) {
        var tenant = payment.tenant();
        var transaction = payment.transactionId();
        if (tenant != null && transaction != null && Tenant.isName(tenant)) {
            return Uni.createFrom().item(new WebhookQueue.Owner(tenant, transaction));
        }
        return queue.ownerOf(payment.providerPaymentId())
                .map(found -> found.orElseThrow(() -> new ProviderRefusedException(
                        "unknown_payment", null, "the provider speaks of a payment that is not ours")));
    }

    private Uni<Void> failed(WebhookQueue.Message message, Throwable failure) {
        var senseless = failure instanceof ProviderRefusedException;
        if (senseless && message.attempts() >= config.attemptsMax()) {
            LOG.errorf("the message %s is laid aside: %s", message.eventId(), failure.getMessage());
            metrics.counter("livestream.webhooks.dead").increment();
            return queue.layAside(message, failure.toString());
        }
        LOG.warnf("the message %s waits: %s", message.eventId(), failure.toString());
        var factor = 1L << Math.min(message.attempts() - 1, 10);
        var wait = RETRY_FIRST.multipliedBy(factor);
        return queue.retryAfter(message, wait.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : wait, failure.toString());
    }
}
