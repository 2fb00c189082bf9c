package pro.livestream.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.net.Webhook;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pro.livestream.local.stripe.StripeSimulator;
import pro.livestream.payment.provider.PaymentOrder;
import pro.livestream.payment.provider.PreparedPayment;
import pro.livestream.payment.provider.ProviderAwayException;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.ProviderRefusedException;
import pro.livestream.payment.provider.SignatureRefusedException;

/** What the rest of the service counts on, asked of Stripe's own library against the simulator's HTTP. */
class StripeProviderTest {

    @TempDir
    Path folder;

    private StripeSimulator stripe;
    private StripeProvider provider;

    @BeforeEach
    void start() {
        stripe = StripeSimulator.start(new StripeSimulator.Options(folder, 0, "sk_test_1", "pk_test_1", "whsec_1", ""));
        provider = provider(new Settings(stripe.url(), "sk_test_1"));
    }

    @AfterEach
    void stop() {
        stripe.close();
    }

    @Test
    void preparesOnePaymentPerTransaction() {
        var order = order(500, "JPY");

        var first = now(provider.prepare(order));

        assertThat(now(provider.prepare(order))).isEqualTo(first);
        assertThat(now(provider.prepared(first.providerPaymentId()))).isEqualTo(first);
        assertThat(now(provider.prepare(order(500, "JPY")))).isNotEqualTo(first);
    }

    @Test
    void saysWhatIsRefusedForGood() {
        assertThatThrownBy(() -> now(provider.prepare(order(49, "JPY"))))
                .isInstanceOfSatisfying(ProviderRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("amount_too_small");
                    assertThat(refused.param()).isEqualTo("amount");
                });
    }

    @Test
    void saysWhatOnlyPasses() {
        var nobody = provider(new Settings("http://127.0.0.1:1", "sk_test_1"));
        var wrongKey = provider(new Settings(stripe.url(), "sk_test_2"));

        assertThatThrownBy(() -> now(nobody.prepare(order(500, "EUR")))).isInstanceOf(ProviderAwayException.class);
        assertThatThrownBy(() -> now(wrongKey.prepare(order(500, "EUR")))).isInstanceOf(ProviderAwayException.class);
    }

    @Test
    void tellsAPaymentsStory() throws Exception {
        var order = order(500, "EUR");
        var payment = now(provider.prepare(order));
        assertThat(now(provider.ask(payment.providerPaymentId()))).isEmpty();

        confirm(payment, "pm_card_chargeDeclined");
        assertThat(now(provider.ask(payment.providerPaymentId())))
                .singleElement()
                .isInstanceOfSatisfying(
                        ProviderFact.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("generic_decline"));

        confirm(payment, "pm_card_visa");
        assertThat(now(provider.ask(payment.providerPaymentId())))
                .singleElement()
                .isInstanceOfSatisfying(ProviderFact.Succeeded.class, succeeded -> {
                    assertThat(succeeded.amount()).isEqualTo(500);
                    assertThat(succeeded.currency()).isEqualTo("EUR");
                });

        for (var times = 0; times < 2; times++) {
            assertThat(now(provider.refund(order, payment.providerPaymentId())))
                    .hasExactlyElementsOfTypes(ProviderFact.Succeeded.class, ProviderFact.Refunded.class);
        }
    }

    @Test
    void tellsOfADispute() throws Exception {
        var order = order(500, "EUR");
        var payment = now(provider.prepare(order));
        confirm(payment, "pm_card_createDispute");

        assertThat(now(provider.ask(payment.providerPaymentId())))
                .hasExactlyElementsOfTypes(ProviderFact.Succeeded.class, ProviderFact.DisputeOpened.class);
        assertThatThrownBy(() -> now(provider.refund(order, payment.providerPaymentId())))
                .isInstanceOf(ProviderRefusedException.class);
    }

    @Test
    void callsOffWhatIsNotPaidAndLeavesThePaidAlone() throws Exception {
        var unpaidOrder = order(500, "EUR");
        var unpaid = now(provider.prepare(unpaidOrder));
        var paidOrder = order(500, "EUR");
        var paid = now(provider.prepare(paidOrder));
        confirm(paid, "pm_card_visa");

        assertThat(now(provider.cancel(unpaidOrder, unpaid.providerPaymentId())))
                .hasExactlyElementsOfTypes(ProviderFact.Canceled.class);
        assertThat(now(provider.cancel(paidOrder, paid.providerPaymentId())))
                .hasExactlyElementsOfTypes(ProviderFact.Succeeded.class);
    }

    @Test
    void listsEventsOldestFirst() throws Exception {
        var payment = now(provider.prepare(order(500, "EUR")));
        confirm(payment, "pm_card_chargeDeclined");
        confirm(payment, "pm_card_visa");

        var events = now(provider.eventsBetween(
                Instant.now().minusSeconds(60), Instant.now().plusSeconds(60)));

        assertThat(events.stream().map(provider::read).map(event -> event.type()))
                .containsExactly("payment_intent.payment_failed", "payment_intent.succeeded");
    }

    @Test
    void believesSignaturesOfNowOnly() throws Exception {
        var payload = "{\"id\":\"evt_1\"}";
        var now = Instant.now().getEpochSecond();

        provider.verify(payload, Webhook.Signature.generateSignatureHeader(payload, "whsec_1", now));
        for (var wrong : List.of(
                "",
                "t=1,v1=00",
                Webhook.Signature.generateSignatureHeader(payload, "whsec_2", now),
                Webhook.Signature.generateSignatureHeader(payload + " ", "whsec_1", now),
                Webhook.Signature.generateSignatureHeader(payload, "whsec_1", now - 301),
                Webhook.Signature.generateSignatureHeader(payload, "whsec_1", now + 400))) {
            assertThatThrownBy(() -> provider.verify(payload, wrong)).isInstanceOf(SignatureRefusedException.class);
        }
    }

    private void confirm(PreparedPayment payment, String card) throws Exception {
        var form = "client_secret=" + payment.clientSecret() + "&payment_method=" + card;
        var request = HttpRequest.newBuilder(
                        URI.create(stripe.url() + "/v1/payment_intents/" + payment.providerPaymentId() + "/confirm"))
                .header("Authorization", "Bearer pk_test_1")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            client.send(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    private static StripeProvider provider(StripeConfig config) {
        return new StripeProvider(new StripeBlockingAdapter(config), config);
    }

    private static PaymentOrder order(long amount, String currency) {
        return new PaymentOrder("localhost", UUID.randomUUID(), UUID.randomUUID(), amount, currency);
    }

    private static <T> T now(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(20));
    }

    private record Settings(String apiBase, String key) implements StripeConfig {
        @Override
        public Optional<String> secretKey() {
            return Optional.of(key);
        }

        @Override
        public Optional<String> publishableKey() {
            return Optional.of("pk_test_1");
        }

        @Override
        public Optional<List<String>> webhookSecret() {
            return Optional.of(List.of("whsec_0", "whsec_1"));
        }

        @Override
        public Duration webhookAgeMax() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration readTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int retries() {
            return 1;
        }
    }
}
