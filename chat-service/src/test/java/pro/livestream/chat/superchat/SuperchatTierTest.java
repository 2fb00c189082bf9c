package pro.livestream.chat.superchat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperchatTierTest {

    @ParameterizedTest
    @CsvSource({
        "50,USD,1",
        "199,USD,1",
        "200,USD,2",
        "500,EUR,3",
        "999,USD,3",
        "1000,JPY,4",
        "50,JPY,1",
        "2000,CHF,5",
        "20000,SEK,5",
        "19999,SEK,4",
        "5000,USD,6",
        "99999999,USD,7",
        "10000,XXX,7"
    })
    void growsWithTheAmountInAnyCurrency(long amount, String currency, int tier) {
        assertEquals(tier, SuperchatTier.of(amount, currency).number());
    }

    @Test
    void aHigherTierStaysLonger() {
        var times =
                Arrays.stream(SuperchatTier.values()).map(SuperchatTier::onTop).toList();

        assertEquals(times.stream().sorted().distinct().toList(), times);
        assertTrue(times.getFirst().isPositive());
    }
}
