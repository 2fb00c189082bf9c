package pro.livestream.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.payment.provider.PaymentReference;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.ProviderRefusedException;

class StripeEventsTest {
    private static final UUID TRANSACTION = UUID.fromString("019aa000-0000-7000-8000-000000000001");
    private static final Instant AT = Instant.ofEpochSecond(1_795_312_800);

    @Test
    void readsASuccessWithWhoseItIs() {
        var event = StripeEvents.read(event("payment_intent.succeeded", """
            {"id":"pi_1","object":"payment_intent","amount_received":1099,"currency":"usd",
             "metadata":{"tenant":"localhost","transaction_id":"%s"}}\
            """.formatted(TRANSACTION)));

        assertThat(event.payment()).isEqualTo(new PaymentReference("pi_1", "localhost", TRANSACTION));
        assertThat(event.fact()).isEqualTo(new ProviderFact.Succeeded(AT, 1099, "USD"));
    }

    @Test
    void readsWhyATryFailed() {
        var event = StripeEvents.read(event("payment_intent.payment_failed", """
            {"id":"pi_1","object":"payment_intent","metadata":{},
             "last_payment_error":{"code":"card_declined","decline_code":"insufficient_funds"}}\
            """));

        assertThat(event.fact()).isEqualTo(new ProviderFact.Failed(AT, "insufficient_funds"));
        assertThat(event.payment()).isEqualTo(new PaymentReference("pi_1", null, null));
    }

    @Test
    void findsThePaymentOfARefundAndOfADispute() {
        var refunded = StripeEvents.read(event("charge.refunded", """
            {"id":"ch_1","object":"charge","payment_intent":"pi_9","amount_refunded":100,"metadata":{}}\
            """));
        var lost = StripeEvents.read(event("charge.dispute.closed", """
            {"id":"dp_1","object":"dispute","payment_intent":"pi_9","amount":100,"status":"lost"}\
            """));

        assertThat(refunded.fact()).isEqualTo(new ProviderFact.Refunded(AT, 100, null));
        assertThat(lost.payment()).isEqualTo(new PaymentReference("pi_9", null, null));
        assertThat(lost.fact()).isEqualTo(new ProviderFact.DisputeClosed(AT, "dp_1", 100, false));
    }

    @Test
    void passesOverWhatMovesNoMoney() {
        var inquiry = event("charge.dispute.created", """
            {"id":"dp_1","object":"dispute","payment_intent":"pi_9","amount":1,"status":"warning_needs_response"}\
            """);

        assertThat(StripeEvents.read(inquiry).concern()).isEmpty();
        assertThat(StripeEvents.read(event("customer.created", "{}")).concern()).isEmpty();
        assertThat(StripeEvents.read(event("charge.refunded", "{\"payment_intent\":null}"))
                        .concern())
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoEvent() {
        assertThatThrownBy(() -> StripeEvents.read("hello")).isInstanceOf(ProviderRefusedException.class);
        assertThatThrownBy(() -> StripeEvents.read("{}")).isInstanceOf(ProviderRefusedException.class);
    }

    private static String event(String type, String object) {
        return """
            {"id":"evt_1","object":"event","api_version":"2020-08-27","created":1795312800,
             "type":"%s","data":{"object":%s}}\
            """.formatted(type, object);
    }
}
