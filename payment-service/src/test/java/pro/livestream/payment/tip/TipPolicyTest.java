package pro.livestream.payment.tip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.RefusedException;

class TipPolicyTest {
    private static final String STREAM = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource({"JPY,50", "JPY,500000", "USD,50", "GBP,30", "MXN,1000", "eur,100"})
    void acceptsAmountsWithinTheCurrencysBounds(String currency, long amount) {
        var tip = TipPolicy.accept(new TipDraft(STREAM, amount, currency, " hi "), Map.of());

        assertThat(tip.amount()).isEqualTo(amount);
        assertThat(tip.currency()).isUpperCase();
        assertThat(tip.message()).isEqualTo("hi");
    }

    @ParameterizedTest
    @CsvSource({"JPY,49", "USD,49", "GBP,29", "EUR,500001", "JPY,500001", "XXX,100", "EURO,100", "USD,0", "USD,-5"})
    void refusesWhatLiesOutside(String currency, long amount) {
        var draft = new TipDraft(STREAM, amount, currency, null);

        assertThatThrownBy(() -> TipPolicy.accept(draft, Map.of())).isInstanceOf(RefusedException.class);
    }

    @Test
    void letsTheConfigurationSetTheMaximum() {
        var draft = new TipDraft(STREAM, 1_001L, "USD", null);

        assertThatThrownBy(() -> TipPolicy.accept(draft, Map.of("USD", 1_000L))).isInstanceOf(RefusedException.class);
        assertThat(TipPolicy.accept(draft, Map.of("USD", 1_001L)).amount()).isEqualTo(1_001);
    }

    @Test
    void namesEveryFieldAtFault() {
        var draft = new TipDraft("no-uuid", null, "usd?", "x".repeat(201));

        assertThatThrownBy(() -> TipPolicy.accept(draft, Map.of()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(
                                        refused.refusal().details().stream().map(FieldError::field))
                                .containsExactlyInAnyOrder("stream_id", "amount", "currency", "message"));
    }

    @Test
    void countsCharactersOfAMessageAsPeopleDo() {
        var flames = "\uD83D\uDD25".repeat(200);

        assertThat(TipPolicy.accept(new TipDraft(STREAM, 100L, "USD", flames), Map.of())
                        .message())
                .isEqualTo(flames);
    }

    @Test
    void roundsTheFeeDown() {
        assertThat(TipPolicy.fee(999, 500)).isEqualTo(49);
        assertThat(TipPolicy.fee(50, 0)).isZero();
    }
}
