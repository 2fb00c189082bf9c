package pro.livestream.stream.scaling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Grows early and shrinks late: a stage goes only when it is nearly empty, old enough, and when the others have so much room that it
 * would not have to be made again at once.
 */
final class ScalingPolicy {

    /** The bounds between which nothing is done. */
    record Limits(int createAt, int drainAt, Duration warmUp, int headroom, int stagesMax) {}

    private final Limits limits;
    private final Clock clock;

    ScalingPolicy(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    List<ScalingDecision> decide(List<StageLoad> stages) {
        var decisions = new ArrayList<ScalingDecision>();
        for (var stage : stages) {
            if (!stage.open() && stage.viewers() == 0) {
                decisions.add(new ScalingDecision.Delete(stage.stageArn(), "drained and empty"));
            }
        }
        var open = stages.stream().filter(StageLoad::open).toList();
        int present = stages.size() - decisions.size();
        if (open.stream().allMatch(stage -> stage.viewers() >= limits.createAt())) {
            if (present < limits.stagesMax()) {
                int viewers = open.stream().mapToInt(StageLoad::viewers).sum();
                decisions.add(new ScalingDecision.Create(
                        "all " + open.size() + " open stages have " + limits.createAt() + " viewers or more", viewers));
            }
        } else {
            drainable(open, clock.instant()).ifPresent(decisions::add);
        }
        return decisions;
    }

    /** The emptiest that may go; of equals the newest. */
    private Optional<ScalingDecision> drainable(List<StageLoad> open, Instant now) {
        return open.stream()
                .filter(stage -> !stage.master() && stage.viewers() <= limits.drainAt())
                .filter(stage -> !stage.createdAt().plus(limits.warmUp()).isAfter(now))
                .filter(stage -> roomBesides(open, stage) >= stage.viewers() + limits.headroom())
                .min(Comparator.comparingInt(StageLoad::viewers)
                        .thenComparing(StageLoad::createdAt, Comparator.reverseOrder()))
                .map(stage -> new ScalingDecision.Drain(
                        stage.stageArn(),
                        stage.viewers() + " viewers, and room for " + roomBesides(open, stage) + " on other stages",
                        stage.viewers()));
    }

    /** How many more viewers the other stages take before all of them are due for another. */
    private int roomBesides(List<StageLoad> open, StageLoad leaving) {
        return open.stream()
                .filter(stage -> !stage.stageArn().equals(leaving.stageArn()))
                .mapToInt(stage -> Math.max(0, limits.createAt() - stage.viewers()))
                .sum();
    }
}
