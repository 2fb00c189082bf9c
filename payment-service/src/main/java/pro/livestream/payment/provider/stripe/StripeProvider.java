package pro.livestream.payment.provider.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.net.Webhook;
import com.stripe.param.DisputeListParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import pro.livestream.payment.provider.PaymentOrder;
import pro.livestream.payment.provider.PaymentProvider;
import pro.livestream.payment.provider.PreparedPayment;
import pro.livestream.payment.provider.ProviderAwayException;
import pro.livestream.payment.provider.ProviderEvent;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.SignatureRefusedException;

/** Payment intents for tips; every change carries an idempotency key made of the transaction and what is done to it. */
@ApplicationScoped
class StripeProvider implements PaymentProvider {
    private static final int EVENT_PAGES_MAX = 5;

    private final StripeBlockingAdapter stripe;
    private final StripeConfig config;
    private final Clock clock = Clock.systemUTC();

    StripeProvider(StripeBlockingAdapter stripe, StripeConfig config) {
        this.stripe = stripe;
        this.config = config;
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public boolean isConfigured() {
        return config.secretKey().isPresent();
    }

    @Override
    public Checkout checkout() {
        return new Checkout(config.publishableKey().orElse(""), config.apiBase());
    }

    @Override
    public Uni<PreparedPayment> prepare(PaymentOrder order) {
        var automatic = PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                .setEnabled(true)
                .setAllowRedirects(PaymentIntentCreateParams.AutomaticPaymentMethods.AllowRedirects.NEVER)
                .build();
        var params = PaymentIntentCreateParams.builder()
                .setAmount(order.amount())
                .setCurrency(order.currency().toLowerCase(Locale.ROOT))
                .setAutomaticPaymentMethods(automatic)
                .setDescription("Tip")
                .putMetadata(StripeEvents.TENANT, order.tenant())
                .putMetadata(StripeEvents.TRANSACTION, order.transactionId().toString())
                .putMetadata("stream_id", order.streamId().toString())
                .build();
        return call(client -> prepared(
                client.v1().paymentIntents().create(params, StripeBlockingAdapter.once(key(order, "create")))));
    }

    @Override
    public Uni<PreparedPayment> prepared(String providerPaymentId) {
        return call(client -> prepared(client.v1().paymentIntents().retrieve(providerPaymentId)));
    }

    @Override
    public Uni<List<ProviderFact>> ask(String providerPaymentId) {
        return call(client -> facts(client, providerPaymentId));
    }

    @Override
    public Uni<List<ProviderFact>> refund(PaymentOrder order, String providerPaymentId) {
        var params = RefundCreateParams.builder()
                .setPaymentIntent(providerPaymentId)
                .setReason(RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER)
                .build();
        return call(client -> {
            try {
                client.v1().refunds().create(params, StripeBlockingAdapter.once(key(order, "refund")));
            } catch (InvalidRequestException refused) {
                if (!"charge_already_refunded".equals(refused.getCode())) {
                    throw refused;
                }
            }
            return facts(client, providerPaymentId);
        });
    }

    @Override
    public Uni<List<ProviderFact>> cancel(PaymentOrder order, String providerPaymentId) {
        var params = PaymentIntentCancelParams.builder()
                .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                .build();
        return call(client -> {
            try {
                client.v1()
                        .paymentIntents()
                        .cancel(providerPaymentId, params, StripeBlockingAdapter.once(key(order, "cancel")));
            } catch (InvalidRequestException refused) {
                if (!"payment_intent_unexpected_state".equals(refused.getCode())) {
                    throw refused;
                }
            }
            return facts(client, providerPaymentId);
        });
    }

    @Override
    public Uni<List<String>> eventsBetween(Instant since, Instant until) {
        return call(client -> StripeBlockingAdapter.events(client, since, until, EVENT_PAGES_MAX));
    }

    @Override
    public void verify(String payload, String signature) {
        var secrets =
                config.webhookSecret().orElseThrow(() -> new ProviderAwayException("STRIPE_WEBHOOK_SECRET is not set"));
        var refusal = "no secret";
        for (var secret : secrets) {
            try {
                var ageMax = config.webhookAgeMax().toSeconds();
                if (Webhook.Signature.verifyHeader(payload, signature, secret, ageMax)) {
                    refuseFuture(signature);
                    return;
                }
            } catch (SignatureVerificationException wrong) {
                refusal = wrong.getMessage();
            }
        }
        throw new SignatureRefusedException(String.valueOf(refusal));
    }

    /** Stripe's library refuses old signatures only. */
    private void refuseFuture(String signature) {
        for (var part : signature.split(",", -1)) {
            if (part.strip().startsWith("t=")) {
                var signedAt = Instant.ofEpochSecond(Long.parseLong(part.strip().substring(2)));
                if (signedAt.isAfter(clock.instant().plus(config.webhookAgeMax()))) {
                    throw new SignatureRefusedException("Timestamp in the future");
                }
            }
        }
    }

    @Override
    public ProviderEvent read(String payload) {
        return StripeEvents.read(payload);
    }

    private <T> Uni<T> call(StripeBlockingAdapter.Call<T> call) {
        return stripe.run(call)
                .onFailure(FaultToleranceException.class)
                .transform(open -> new ProviderAwayException(
                        "Stripe is not asked: " + open.getClass().getSimpleName()));
    }

    private static String key(PaymentOrder order, String operation) {
        return order.tenant() + ":" + order.transactionId() + ":" + operation;
    }

    private static PreparedPayment prepared(PaymentIntent intent) {
        return new PreparedPayment(intent.getId(), intent.getClientSecret());
    }

    private List<ProviderFact> facts(StripeClient client, String id) throws StripeException {
        var withCharge =
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build();
        var intent = client.v1().paymentIntents().retrieve(id, withCharge);
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var facts = new ArrayList<ProviderFact>();
        switch (intent.getStatus()) {
            case "succeeded" -> {
                facts.add(new ProviderFact.Succeeded(
                        now, intent.getAmountReceived(), intent.getCurrency().toUpperCase(Locale.ROOT)));
                facts.addAll(afterwards(client, intent, now));
            }
            case "requires_action" -> facts.add(new ProviderFact.ActionRequired(now));
            case "canceled" -> facts.add(new ProviderFact.Canceled(now));
            case "requires_payment_method" -> {
                var error = intent.getLastPaymentError();
                if (error != null) {
                    var code = error.getDeclineCode() == null ? error.getCode() : error.getDeclineCode();
                    facts.add(new ProviderFact.Failed(now, code == null ? "unknown" : code));
                }
            }
            default -> {
                // processing, and states of payments that we don't make: nothing is decided yet
            }
        }
        return facts;
    }

    private static List<ProviderFact> afterwards(StripeClient client, PaymentIntent intent, Instant now)
            throws StripeException {
        var facts = new ArrayList<ProviderFact>();
        var charge = intent.getLatestChargeObject();
        if (charge == null) {
            return facts;
        }
        if (charge.getAmountRefunded() > 0) {
            facts.add(new ProviderFact.Refunded(now, charge.getAmountRefunded(), null));
        }
        if (Boolean.TRUE.equals(charge.getDisputed())) {
            var disputes = client.v1()
                    .disputes()
                    .list(DisputeListParams.builder()
                            .setPaymentIntent(intent.getId())
                            .build());
            for (var dispute : disputes.getData()) {
                facts.addAll(fact(dispute, now));
            }
        }
        return facts;
    }

    private static List<ProviderFact> fact(Dispute dispute, Instant now) {
        var status = dispute.getStatus();
        if (status.startsWith("warning_")) {
            return List.of();
        }
        return switch (status) {
            case "won", "lost" ->
                List.of(new ProviderFact.DisputeClosed(
                        now, dispute.getId(), dispute.getAmount(), status.equals("won")));
            default -> List.of(new ProviderFact.DisputeOpened(now, dispute.getId(), dispute.getAmount()));
        };
    }
}
