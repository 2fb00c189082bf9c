package pro.livestream.local.stripe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSchemaTest {
    private static final RequestSchema CREATE = RequestSchema.named("PaymentIntentCreateParams");
    private static final RequestSchema CANCEL = RequestSchema.named("PaymentIntentCancelParams");

    /** As stripe-java 33.3.0 sends them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount=100&currency=usd",
                "capture_method=manual&transfer_data[destination]=acct_1&amount=1500&expand[0]=latest_charge"
                        + "&metadata[booking_id]=42&automatic_payment_methods[allow_redirects]=never"
                        + "&automatic_payment_methods[enabled]=true&receipt_email=a%40example.com"
                        + "&description=Lesson+%C3%A9+%26+b&currency=jpy&application_fee_amount=150"
            })
    void acceptsWhatStripesOwnLibrarySends(String body) {
        CREATE.check(Form.parse(body));
    }

    @ParameterizedTest
    @CsvSource({
        "amount=abc&currency=usd, parameter_invalid_integer, amount",
        "amount=1.5&currency=usd, parameter_invalid_integer, amount",
        "currency=usd, parameter_missing, amount",
        "amount=100, parameter_missing, currency",
        "amount=100&currency=usd&colour=red, parameter_unknown, colour",
        "amount=100&currency=usd&transfer_data[to]=acct_1, parameter_missing, transfer_data[destination]",
        "amount=100&currency=usd&automatic_payment_methods[enabled]=maybe, parameter_invalid_string,"
                + " automatic_payment_methods[enabled]"
    })
    void refusesAsStripeDoes(String body, String code, String param) {
        var failure = assertThrows(StripeFailure.class, () -> CREATE.check(Form.parse(body)));

        assertEquals(400, failure.status());
        assertEquals(code, failure.body().path("error").path("code").asText());
        assertEquals(param, failure.body().path("error").path("param").asText());
    }

    @Test
    void knowsTheReasonsForACancellation() {
        CANCEL.check(Form.parse("cancellation_reason=abandoned"));
        assertThrows(StripeFailure.class, () -> CANCEL.check(Form.parse("cancellation_reason=bored")));
    }
}
