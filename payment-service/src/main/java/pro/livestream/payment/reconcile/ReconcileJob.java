package pro.livestream.payment.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import pro.livestream.payment.provider.PaymentProvider;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.transaction.Transaction;
import pro.livestream.payment.transaction.Transactions;
import pro.livestream.payment.webhook.WebhookJob;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** Repairs what lost webhooks leave behind: asks about transactions that wait, and reads the provider's list of events. */
@ApplicationScoped
class ReconcileJob {
    private static final Logger LOG = Logger.getLogger(ReconcileJob.class);

    private final Tenants tenants;
    private final Transactions transactions;
    private final PaymentProvider provider;
    private final WebhookJob webhooks;
    private final ReconcileConfig config;
    private final MeterRegistry metrics;
    private final Boot boot;
    private final Clock clock = Clock.systemUTC();

    ReconcileJob(
            Tenants tenants,
            Transactions transactions,
            PaymentProvider provider,
            WebhookJob webhooks,
            ReconcileConfig config,
            MeterRegistry metrics,
            Boot boot) {
        this.tenants = tenants;
        this.transactions = transactions;
        this.provider = provider;
        this.webhooks = webhooks;
        this.config = config;
        this.metrics = metrics;
        this.boot = boot;
    }

    @Scheduled(every = "{livestream.reconcile.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> reconcile() {
        if (!boot.isReady() || !provider.isConfigured()) {
            return Uni.createFrom().voidItem();
        }
        return tenants.forEachReady("the transactions to be reconciled", this::reconcile)
                .chain(() -> passing("events", readEvents()));
    }

    private static Uni<Void> passing(String what, Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warnf("reconciling %s failed: %s", what, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> reconcile(Tenant tenant) {
        return transactions
                .takePending(tenant, config.pendingMax(), config.again(), config.batch())
                .chain(pending -> Multi.createFrom()
                        .iterable(pending)
                        .onItem()
                        .transformToUniAndConcatenate(transaction ->
                                passing("transaction " + transaction.transactionId(), reconcile(tenant, transaction)))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> reconcile(Tenant tenant, Transaction transaction) {
        return facts(transaction)
                .chain(facts -> transactions.settle(tenant, transaction.transactionId(), facts))
                .invoke(after -> {
                    if (after.status() != transaction.status()) {
                        LOG.infof(
                                "transaction %s is %s: no webhook had told so",
                                after.transactionId(), after.status().wireName());
                        metrics.counter("livestream.payments.reconciled", "found", "transaction")
                                .increment();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<List<ProviderFact>> facts(Transaction transaction) {
        var payment = transaction.providerPaymentId();
        var isAbandoned = transaction.createdAt().isBefore(clock.instant().minus(config.abandonAfter()));
        if (payment != null) {
            return isAbandoned ? provider.cancel(transaction.order(), payment) : provider.ask(payment);
        }
        // nobody ever got the secret with which it could be paid
        List<ProviderFact> said = isAbandoned ? List.of(new ProviderFact.Canceled(clock.instant())) : List.of();
        return Uni.createFrom().item(said);
    }

    private Uni<Void> readEvents() {
        var now = clock.instant();
        return provider.eventsBetween(now.minus(config.eventsBack()), now.minus(config.eventsGrace()))
                .chain(events -> Multi.createFrom()
                        .iterable(events)
                        .onItem()
                        .transformToUniAndConcatenate(webhooks::accept)
                        .filter(isNew -> isNew)
                        .collect()
                        .asList())
                .invoke(missed -> {
                    if (!missed.isEmpty()) {
                        LOG.infof("%d events had not reached the webhook", missed.size());
                        metrics.counter("livestream.payments.reconciled", "found", "event")
                                .increment(missed.size());
                    }
                })
                .replaceWithVoid();
    }
}
