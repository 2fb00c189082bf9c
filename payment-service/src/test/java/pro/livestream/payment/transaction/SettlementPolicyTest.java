package pro.livestream.payment.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.Event;
import pro.livestream.contracts.event.TipDisputed;
import pro.livestream.contracts.event.TipRefunded;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.payment.ledger.Posting;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.ProviderRefusedException;

class SettlementPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final long AMOUNT = 1_500;

    @Test
    void succeedsOnceHoweverOftenItIsTold() {
        var story = story(succeeded(), succeeded(), succeeded());

        assertThat(story.transaction.status()).isEqualTo(TransactionStatus.SUCCEEDED);
        assertThat(story.events).singleElement().isInstanceOf(TipSucceeded.class);
        assertThat(story.postings).hasSize(1);
    }

    @Test
    void letsAFailedTryBeFollowedByASuccess() {
        var story = story(new ProviderFact.Failed(NOW, "generic_decline"), succeeded());

        assertThat(story.transaction.status()).isEqualTo(TransactionStatus.SUCCEEDED);
        assertThat(story.transaction.failureCode()).isNull();
    }

    @Test
    void isNotUndoneByAFailureThatComesLate() {
        var story =
                story(succeeded(), new ProviderFact.Failed(NOW.plusSeconds(9), "late"), new ProviderFact.Canceled(NOW));

        assertThat(story.transaction.status()).isEqualTo(TransactionStatus.SUCCEEDED);
        assertThat(story.events).hasSize(1);
    }

    @Test
    void cannotTellWhichOfTwoUndecidedFactsOfOneSecondIsTheLater() {
        var open = story(new ProviderFact.ActionRequired(NOW)).transaction;

        assertThat(open.isTied(new ProviderFact.Failed(NOW, "generic_decline"))).isTrue();
        assertThat(open.isTied(new ProviderFact.Failed(NOW.plusSeconds(1), "generic_decline")))
                .isFalse();
        assertThat(open.isTied(succeeded())).isFalse();
        assertThat(story(succeeded()).transaction.isTied(new ProviderFact.ActionRequired(NOW)))
                .isFalse();
    }

    @Test
    void takesTheProvidersLatestWordWhileItIsUndecided() {
        var story = story(
                new ProviderFact.ActionRequired(NOW.plusSeconds(5)), new ProviderFact.Failed(NOW, "generic_decline"));

        assertThat(story.transaction.status()).isEqualTo(TransactionStatus.REQUIRES_ACTION);
    }

    @Test
    void tellsOfTheTipBeforeTheRefundThatOvertookIt() {
        var story = story(new ProviderFact.Refunded(NOW, AMOUNT, null), succeeded());

        assertThat(story.transaction.status()).isEqualTo(TransactionStatus.REFUNDED);
        assertThat(story.events).hasExactlyElementsOfTypes(TipSucceeded.class, TipRefunded.class);
        assertThat(story.balances())
                .allSatisfy((account, sum) -> assertThat(sum).isZero());
    }

    @Test
    void givesPartsBackOnceEach() {
        var story = story(
                succeeded(),
                new ProviderFact.Refunded(NOW, 500, null),
                new ProviderFact.Refunded(NOW, 500, null),
                new ProviderFact.Refunded(NOW, AMOUNT, null),
                new ProviderFact.Refunded(NOW, 500, null));

        assertThat(story.transaction.status()).isEqualTo(TransactionStatus.REFUNDED);
        assertThat(story.events.stream()
                        .filter(TipRefunded.class::isInstance)
                        .map(event -> ((TipRefunded) event).amount()))
                .containsExactly(500L, 1_000L);
    }

    @Test
    void comesBackToSuccessWhenADisputeIsWon() {
        var story = story(
                succeeded(),
                new ProviderFact.DisputeOpened(NOW, "dp_1", AMOUNT),
                new ProviderFact.DisputeClosed(NOW, "dp_1", AMOUNT, true));

        assertThat(story.transaction.status()).isEqualTo(TransactionStatus.SUCCEEDED);
        assertThat(story.events.stream()
                        .filter(TipDisputed.class::isInstance)
                        .map(event -> ((TipDisputed) event).state()))
                .containsExactly("opened", "won");
        assertThat(story.balances()).containsEntry("provider:stripe", AMOUNT);
    }

    @Test
    void staysDisputedWhenTheDecisionOvertakesTheDispute() {
        var story = story(
                new ProviderFact.DisputeClosed(NOW, "dp_1", AMOUNT, false),
                new ProviderFact.DisputeOpened(NOW, "dp_1", AMOUNT),
                succeeded());

        assertThat(story.transaction.status()).isEqualTo(TransactionStatus.DISPUTED);
        assertThat(story.balances()).containsEntry("provider:stripe", 0L);
    }

    @Test
    void refusesASuccessOfAnotherAmountOrCurrency() {
        var before = created();

        assertThatThrownBy(
                        () -> SettlementPolicy.decide(before, new ProviderFact.Succeeded(NOW, AMOUNT - 1, "EUR"), NOW))
                .isInstanceOf(ProviderRefusedException.class);
        assertThatThrownBy(() -> SettlementPolicy.decide(before, new ProviderFact.Succeeded(NOW, AMOUNT, "USD"), NOW))
                .isInstanceOf(ProviderRefusedException.class);
    }

    /** One true history, told in every order with repetitions, ends in the same state and the same balances. */
    @Test
    void endsTheSameInAnyOrder() {
        var histories = List.of(
                List.of(
                        new ProviderFact.Failed(NOW, "generic_decline"),
                        new ProviderFact.ActionRequired(NOW.plusSeconds(1)),
                        succeeded(),
                        new ProviderFact.Refunded(NOW, 333, null),
                        new ProviderFact.Refunded(NOW, AMOUNT, null)),
                List.of(
                        succeeded(),
                        new ProviderFact.DisputeOpened(NOW, "dp_1", AMOUNT),
                        new ProviderFact.DisputeClosed(NOW, "dp_1", AMOUNT, true)),
                List.of(
                        succeeded(),
                        new ProviderFact.Refunded(NOW, 333, null),
                        new ProviderFact.DisputeOpened(NOW, "dp_1", AMOUNT - 333),
                        new ProviderFact.DisputeClosed(NOW, "dp_1", AMOUNT - 333, false)));
        var random = new Random(7);
        for (var history : histories) {
            var truth = story(history.toArray(ProviderFact[]::new));
            for (var round = 0; round < 500; round++) {
                var told = new ArrayList<>(history);
                for (var fact : history) {
                    if (random.nextBoolean()) {
                        told.add(fact);
                    }
                }
                Collections.shuffle(told, random);
                var story = story(told.toArray(ProviderFact[]::new));
                assertThat(story.transaction.status()).isEqualTo(truth.transaction.status());
                assertThat(story.balances()).isEqualTo(truth.balances());
                assertThat(story.versions()).doesNotHaveDuplicates();
                assertThat(story.events.stream().filter(TipSucceeded.class::isInstance))
                        .hasSize(1);
            }
        }
    }

    private static ProviderFact succeeded() {
        return new ProviderFact.Succeeded(NOW.plusSeconds(2), AMOUNT, "EUR");
    }

    private static Transaction created() {
        return Transaction.of(
                new Transaction.Draft(
                        UUID.randomUUID(),
                        "localhost",
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "vera",
                        UUID.randomUUID(),
                        AMOUNT,
                        "EUR",
                        77,
                        "Great show",
                        "stripe",
                        "key-1"),
                NOW);
    }

    private static Story story(ProviderFact... facts) {
        var story = new Story();
        for (var fact : facts) {
            var outcome = SettlementPolicy.decide(story.transaction, fact, NOW);
            story.transaction = outcome.after();
            story.postings.addAll(outcome.postings());
            story.events.addAll(outcome.events());
        }
        return story;
    }

    private static final class Story {
        private Transaction transaction = created();
        private final List<Posting> postings = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();

        Map<String, Long> balances() {
            var names = new HashSet<String>();
            var balances = new HashMap<String, Long>();
            for (var posting : postings) {
                assertThat(names.add(posting.kind() + posting.reference())).isTrue();
                posting.entries()
                        .forEach(entry -> balances.merge(
                                entry.account().name().replaceFirst("broadcaster:.*", "broadcaster"),
                                entry.amount(),
                                Long::sum));
            }
            return balances;
        }

        List<Long> versions() {
            return events.stream().map(Event::aggregateVersion).toList();
        }
    }
}
