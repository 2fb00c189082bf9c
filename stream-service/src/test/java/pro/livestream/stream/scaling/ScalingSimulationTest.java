package pro.livestream.stream.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Hours of coming and going, in steps of the job's interval, with the placement that tokens have. */
class ScalingSimulationTest {

    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration SESSION = Duration.ofMinutes(10);
    private static final int VIEWERS_MAX = 48;
    private static final int STAGES_MAX = 20;
    private static final int HOUR = (int) (Duration.ofHours(1).toSeconds() / STEP.toSeconds());

    private final Random random = new Random(20_260_131);
    private final SimulatedClock clock = new SimulatedClock();
    private final ScalingPolicy policy =
            new ScalingPolicy(new ScalingPolicy.Limits(45, 5, Duration.ofMinutes(5), 10, STAGES_MAX), clock);
    private final List<Room> rooms = new ArrayList<>(List.of(new Room("master", true, Instant.EPOCH)));

    private int refused;
    private int most;
    private int creates;
    private int drains;

    private static final class Room {
        private final String arn;
        private final boolean master;
        private final Instant createdAt;
        private boolean open = true;
        private int viewers;

        Room(String arn, boolean master, Instant createdAt) {
            this.arn = arn;
            this.master = master;
            this.createdAt = createdAt;
        }
    }

    private static final class SimulatedClock extends Clock {
        private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private int viewers() {
        return rooms.stream().mapToInt(room -> room.viewers).sum();
    }

    private void run(int steps, IntUnaryOperator target) {
        for (int step = 0; step < steps; step++) {
            clock.now = clock.now.plus(STEP);
            churn(target.applyAsInt(step));
            policy.decide(loads()).forEach(this::carryOut);
            most = Math.max(
                    most, rooms.stream().mapToInt(room -> room.viewers).max().orElse(0));
        }
    }

    private void churn(int target) {
        double chance = (double) STEP.toSeconds() / SESSION.toSeconds();
        for (var room : rooms) {
            for (int n = room.viewers; n > 0; n--) {
                if (random.nextDouble() < chance) {
                    room.viewers--;
                }
            }
        }
        while (viewers() > target) {
            leaveSomewhere();
        }
        for (int n = target - viewers(); n > 0; n--) {
            join();
        }
    }

    private void leaveSomewhere() {
        int nth = random.nextInt(viewers());
        for (var room : rooms) {
            if (nth < room.viewers) {
                room.viewers--;
                return;
            }
            nth -= room.viewers;
        }
    }

    /** As a token is placed: the fullest open stage with room, else a new one, else nowhere. */
    private void join() {
        var room = fullest();
        if (room.isEmpty() && rooms.size() < STAGES_MAX) {
            create();
            room = fullest();
        }
        room.ifPresentOrElse(found -> found.viewers++, () -> refused++);
    }

    private Optional<Room> fullest() {
        return rooms.stream()
                .filter(room -> room.open && room.viewers < VIEWERS_MAX)
                .max(Comparator.comparingInt(room -> room.viewers));
    }

    private void create() {
        creates++;
        rooms.add(new Room("stage-" + creates, false, clock.now));
    }

    private List<StageLoad> loads() {
        return rooms.stream()
                .map(room -> new StageLoad(room.arn, room.master, room.open, room.createdAt, room.viewers))
                .toList();
    }

    private void carryOut(ScalingDecision decision) {
        switch (decision) {
            case ScalingDecision.Create create -> create();
            case ScalingDecision.Drain drain -> {
                drains++;
                room(drain.stageArn()).open = false;
            }
            case ScalingDecision.Delete delete -> {
                var gone = room(delete.stageArn());
                assertThat(gone.viewers).isZero();
                assertThat(gone.master).isFalse();
                rooms.remove(gone);
            }
        }
    }

    private Room room(String arn) {
        return rooms.stream().filter(room -> room.arn.equals(arn)).findFirst().orElseThrow();
    }

    private static int optimum(int viewers) {
        return Math.max(1, (viewers + VIEWERS_MAX - 1) / VIEWERS_MAX);
    }

    @Test
    void follows_an_evening_from_nobody_to_900_and_back() {
        run(2 * HOUR, step -> 900 * step / (2 * HOUR));
        assertThat(rooms.size()).isBetween(optimum(895), optimum(895) + 1);
        run(HOUR, step -> 900);
        assertThat(viewers()).isEqualTo(900);
        assertThat(rooms.size()).isBetween(optimum(900), STAGES_MAX);
        int worst = 0;
        for (int tenth = 0; tenth < 30; tenth++) {
            int from = 900 - 30 * tenth;
            run(HOUR / 10, step -> from - 30 * step / (HOUR / 10));
            worst = Math.max(worst, rooms.size() - optimum(viewers()));
        }
        run(HOUR, step -> 0);

        assertThat(most).isLessThanOrEqualTo(VIEWERS_MAX);
        assertThat(refused).isZero();
        assertThat(worst).isLessThanOrEqualTo(4);
        assertThat(rooms).hasSize(1);
        assertThat(creates).isEqualTo(drains).isLessThan(STAGES_MAX);
    }

    @Test
    void does_not_flap_while_a_few_come_and_go() {
        for (int viewers : new int[] {5, 40, 44, 45, 46, 48, 49, 90, 96, 400}) {
            run(HOUR, step -> viewers);
            int before = creates + drains;
            run(4 * HOUR, step -> viewers + random.nextInt(5) - 2);
            assertThat(creates + drains - before)
                    .as("decisions at %d viewers", viewers)
                    .isLessThanOrEqualTo(2);
        }
    }
}
