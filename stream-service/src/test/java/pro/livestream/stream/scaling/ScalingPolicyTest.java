package pro.livestream.stream.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingPolicyTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration WARM_UP = Duration.ofMinutes(5);

    private final ScalingPolicy policy =
            new ScalingPolicy(new ScalingPolicy.Limits(45, 5, WARM_UP, 10, 3), Clock.fixed(NOW, ZoneOffset.UTC));

    private static StageLoad master(int viewers) {
        return new StageLoad("master", true, true, NOW.minus(Duration.ofDays(1)), viewers);
    }

    private static StageLoad stage(String arn, int viewers, Duration age) {
        return new StageLoad(arn, false, true, NOW.minus(age), viewers);
    }

    private static StageLoad draining(String arn, int viewers) {
        return new StageLoad(arn, false, false, NOW.minus(Duration.ofDays(1)), viewers);
    }

    @Test
    void makes_a_stage_when_every_open_one_is_nearly_full() {
        assertThat(policy.decide(List.of(master(45), stage("b", 48, WARM_UP), draining("c", 0))))
                .hasSize(2)
                .first()
                .isInstanceOf(ScalingDecision.Delete.class);
        assertThat(policy.decide(List.of(master(45), stage("b", 45, WARM_UP))))
                .singleElement()
                .isInstanceOf(ScalingDecision.Create.class);
        assertThat(policy.decide(List.of(master(45), stage("b", 44, WARM_UP)))).isEmpty();
    }

    @Test
    void makes_none_beyond_the_limit() {
        assertThat(policy.decide(List.of(master(48), stage("b", 48, WARM_UP), draining("c", 1))))
                .isEmpty();
    }

    @Test
    void drains_the_emptiest_that_is_old_enough() {
        assertThat(policy.decide(List.of(master(10), stage("b", 5, WARM_UP), stage("c", 3, WARM_UP))))
                .singleElement()
                .isInstanceOfSatisfying(
                        ScalingDecision.Drain.class,
                        drain -> assertThat(drain.stageArn()).isEqualTo("c"));
        assertThat(policy.decide(List.of(master(10), stage("b", 6, WARM_UP)))).isEmpty();
        assertThat(policy.decide(List.of(master(10), stage("b", 0, WARM_UP.minusSeconds(1)))))
                .isEmpty();
    }

    @Test
    void never_drains_the_master() {
        assertThat(policy.decide(List.of(master(0), stage("b", 6, WARM_UP)))).isEmpty();
    }

    @Test
    void drains_nothing_that_would_have_to_be_made_again_at_once() {
        assertThat(policy.decide(List.of(master(45), stage("b", 0, WARM_UP)))).isEmpty();
        assertThat(policy.decide(List.of(master(36), stage("b", 0, WARM_UP)))).isEmpty();
        assertThat(policy.decide(List.of(master(35), stage("b", 0, WARM_UP)))).hasSize(1);
        assertThat(policy.decide(List.of(master(35), stage("b", 1, WARM_UP)))).isEmpty();
    }

    @Test
    void deletes_what_is_drained_only_when_it_is_empty() {
        assertThat(policy.decide(List.of(master(10), draining("b", 1)))).isEmpty();
        assertThat(policy.decide(List.of(master(10), draining("b", 0))))
                .containsExactly(new ScalingDecision.Delete("b", "drained and empty"));
    }
}
