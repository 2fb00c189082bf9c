package pro.livestream.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TipLedgerTest {
    private static final UUID BROADCASTER = UUID.fromString("00000000-0000-7000-8000-000000000001");

    @Test
    void sharesATipBetweenBroadcasterAndPlatform() {
        var posting = ledger(1_000, 50).tip();

        assertThat(balances(List.of(posting)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("provider:stripe", 1_000L, "platform:fees", -50L, "broadcaster:" + BROADCASTER, -950L));
    }

    @Test
    void leavesTheFeeOutWhereThereIsNone() {
        assertThat(ledger(500, 0).tip().entries()).hasSize(2);
    }

    @Test
    void bringsEverythingBackToZeroWithAWholeRefund() {
        var ledger = ledger(999, 49);

        assertThat(balances(List.of(ledger.tip(), ledger.refund("all", 0, 999))))
                .allSatisfy((account, sum) -> assertThat(sum).isZero());
    }

    @Test
    void refusesAPartThatLiesOutsideOfTheAmount() {
        var ledger = ledger(100, 5);

        assertThatThrownBy(() -> ledger.refund("x", 0, 101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.refund("x", 50, 50)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger(100, 101)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesEntriesThatDontSumToZero() {
        var lopsided = List.of(new Entry(Account.provider("stripe"), 5), new Entry(Account.FEES, -4));

        assertThatThrownBy(() -> new Posting(Posting.Kind.TIP, "tip", "EUR", lopsided))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** However a tip is taken back, in parts and with disputes won in between: nothing is left over. */
    @Test
    void losesNoMinorUnitInAnyHistory() {
        var random = new Random(20_261_122);
        for (var round = 0; round < 2_000; round++) {
            var amount = 1 + random.nextInt(5_000);
            var ledger = ledger(amount, random.nextInt(amount + 1));
            var postings = new ArrayList<>(List.of(ledger.tip()));
            var taken = 0L;
            while (taken < amount) {
                var next = taken + 1 + random.nextInt((int) (amount - taken));
                postings.add(ledger.disputeOpened("dp", taken, next));
                if (random.nextInt(4) == 0) {
                    postings.add(ledger.disputeWon("dp", taken, next));
                    postings.add(ledger.refund("r", taken, next));
                }
                taken = next;
            }
            assertThat(balances(postings))
                    .as("amount %d", amount)
                    .allSatisfy((account, sum) -> assertThat(sum).isZero());
        }
    }

    private static TipLedger ledger(long amount, long fee) {
        return new TipLedger("stripe", BROADCASTER, amount, fee, "EUR");
    }

    private static Map<String, Long> balances(List<Posting> postings) {
        var balances = new HashMap<String, Long>();
        for (var posting : postings) {
            posting.entries().forEach(entry -> balances.merge(entry.account().name(), entry.amount(), Long::sum));
        }
        return balances;
    }
}
