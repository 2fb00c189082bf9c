package pro.livestream.stream.media.embedded.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LadderBudgetTest {

    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private final UUID first = new UUID(0, 1);
    private final UUID second = new UUID(0, 2);
    private final LadderBudget budget = new LadderBudget();
    private final Map<UUID, Integer> pictures = new HashMap<>(Map.of(first, 3, second, 3));

    private final Map<UUID, Integer> reports = new HashMap<>();

    private LadderBudget.Load load(UUID stream, long lagMillis) {
        return new LadderBudget.Load(
                stream,
                pictures.getOrDefault(stream, 0),
                3,
                reports.getOrDefault(stream, 0),
                Duration.ofMillis(lagMillis),
                Duration.ofSeconds(20));
    }

    /** The pictures of both streams after so many seconds of this. */
    private List<Integer> after(int from, int seconds, double cpu, long lagFirst, long lagSecond) {
        for (int i = from; i < from + seconds; i++) {
            budget.decide(List.of(load(first, lagFirst), load(second, lagSecond)), cpu, START.plusSeconds(i))
                    .ifPresent(change -> pictures.put(change.streamId(), change.pictures()));
        }
        return List.of(pictures.getOrDefault(first, 0), pictures.getOrDefault(second, 0));
    }

    @Test
    void takes_from_the_largest_ladder_one_picture_at_a_time_and_leaves_one_each() {
        assertThat(after(0, 1, 1, 2_500, 100)).containsExactly(2, 3);
        assertThat(after(1, 5, 1, 2_500, 100)).containsExactly(2, 3);
        assertThat(after(6, 1, 1, 2_500, 100)).containsExactly(2, 2);
        assertThat(after(7, 60, 1, 2_500, 2_500)).containsExactly(1, 1);
    }

    @Test
    void takes_from_the_stream_with_fewer_viewers_where_ladders_are_equal() {
        reports.putAll(Map.of(first, 40, second, 2));

        assertThat(after(0, 1, 1, 2_500, 100)).containsExactly(3, 2);
        assertThat(after(6, 1, 1, 2_500, 100)).containsExactly(2, 2);
    }

    @Test
    void leaves_what_keeps_up_alone_however_busy_the_machine() {
        assertThat(after(0, 120, 0.99, 900, 300)).containsExactly(3, 3);
    }

    @Test
    void gives_back_after_a_calm_while_and_waits_longer_when_that_was_too_much() {
        after(0, 1, 1, 2_500, 100);
        assertThat(after(1, 29, 0.4, 100, 100)).containsExactly(2, 3);
        assertThat(after(30, 5, 0.4, 100, 100)).containsExactly(3, 3);

        assertThat(after(45, 1, 1, 2_500, 100)).containsExactly(2, 3);
        assertThat(after(46, 55, 0.4, 100, 100)).containsExactly(2, 3);
        assertThat(after(101, 10, 0.4, 100, 100)).containsExactly(3, 3);
    }

    @Test
    void does_not_judge_an_encoder_that_has_just_begun() {
        var young = new LadderBudget.Load(first, 3, 3, 0, Duration.ofSeconds(3), Duration.ofSeconds(2));

        assertThat(budget.decide(List.of(young), 1, START)).isEmpty();
    }
}
