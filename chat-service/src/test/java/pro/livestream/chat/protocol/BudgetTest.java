package pro.livestream.chat.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final long SECOND = 1_000_000_000L;

    private static int taken(Budget budget, long now, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += budget.take(now) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aBurstOfTwoSecondsPassesAndThenTheSteadyRate() {
        var budget = new Budget(50, 0);

        assertEquals(100, taken(budget, 0, 1000));
        assertEquals(50, taken(budget, SECOND, 1000));
        assertEquals(100, taken(budget, 60 * SECOND, 1000));
    }

    @Test
    void saysHowLongToWait() {
        var budget = new Budget(5, 0);
        taken(budget, 0, 10);

        assertFalse(budget.take(0));
        assertEquals(200, budget.waitMs());
        assertTrue(budget.take(200_000_000L));
    }
}
