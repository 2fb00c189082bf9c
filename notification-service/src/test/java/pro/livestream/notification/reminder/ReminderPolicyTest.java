package pro.livestream.notification.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static pro.livestream.notification.calendar.Plans.plan;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import pro.livestream.notification.reminder.ReminderPolicy.Due;

class ReminderPolicyTest {
    private static final Instant START = Instant.parse("2026-03-28T19:00:00Z");
    private static final Instant LONG_BEFORE = START.minus(Duration.ofDays(10));

    @Test
    void comesADayAnHourAndFiveMinutesBefore() {
        var once = plan(START, null, "Europe/Berlin");

        assertThat(ReminderPolicy.nextAt(once, LONG_BEFORE)).contains(before(1_440));
        assertThat(ReminderPolicy.nextAt(once, before(1_440))).contains(before(60));
        assertThat(ReminderPolicy.nextAt(once, before(60))).contains(before(5));
        assertThat(ReminderPolicy.nextAt(once, before(5))).isEmpty();
        assertThat(ReminderPolicy.due(once, LONG_BEFORE, before(1_440))).containsExactly(new Due(START, 1_440));
        assertThat(ReminderPolicy.due(once, before(1_440), before(60))).containsExactly(new Due(START, 60));
        assertThat(ReminderPolicy.due(once, before(60), before(5))).containsExactly(new Due(START, 5));
        assertThat(ReminderPolicy.due(once, before(5), before(5))).isEmpty();
    }

    @Test
    void comesForEachOccurrenceAtItsLocalTime() {
        var daily = plan(START, "FREQ=DAILY;COUNT=3", "Europe/Berlin");
        var second = Instant.parse("2026-03-29T18:00:00Z");

        assertThat(ReminderPolicy.nextAt(daily, before(5))).contains(second.minus(Duration.ofHours(1)));
        // the clocks change in between: a day before the second is an hour before the first
        assertThat(ReminderPolicy.due(daily, before(61), before(60)))
                .containsExactlyInAnyOrder(new Due(START, 60), new Due(second, 1_440));
        assertThat(ReminderPolicy.nextAt(daily, START.plus(Duration.ofDays(3)))).isEmpty();
    }

    @Test
    void sendsNothingThatWasDueBeforeThePlanWasMade() {
        var once = plan(START, null, "UTC");

        assertThat(ReminderPolicy.due(once, before(30), before(29))).isEmpty();
        assertThat(ReminderPolicy.due(once, before(30), before(5))).containsExactly(new Due(START, 5));
        assertThat(ReminderPolicy.nextAt(once, before(30))).contains(before(5));
    }

    @Test
    void leavesOutWhatIsTooLateAndAllButTheLatest() {
        var once = plan(START, null, "UTC");

        assertThat(ReminderPolicy.due(once, LONG_BEFORE, before(51))).containsExactly(new Due(START, 60));
        assertThat(ReminderPolicy.due(once, LONG_BEFORE, before(49))).isEmpty();
        assertThat(ReminderPolicy.due(once, LONG_BEFORE, before(3))).containsExactly(new Due(START, 5));
        assertThat(ReminderPolicy.due(once, LONG_BEFORE, START)).isEmpty();
        assertThat(ReminderPolicy.due(once, LONG_BEFORE, START.plusSeconds(1))).isEmpty();
        assertThat(ReminderPolicy.tolerance(1_440)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void neverComesForWhatIsCancelledHiddenOrHasBegun() {
        assertThat(ReminderPolicy.nextAt(plan(START, null, "UTC", START, "public", true), LONG_BEFORE))
                .isEmpty();
        assertThat(ReminderPolicy.nextAt(plan(START, null, "UTC", START, "unlisted", false), LONG_BEFORE))
                .isEmpty();
        assertThat(ReminderPolicy.nextAt(plan(START, null, "UTC", null, "public", false), LONG_BEFORE))
                .isEmpty();
        assertThat(ReminderPolicy.due(plan(START, null, "UTC", null, "public", false), LONG_BEFORE, before(5)))
                .isEmpty();
        var secondWeek = START.plus(Duration.ofDays(7));
        assertThat(ReminderPolicy.nextAt(
                        plan(START, "FREQ=WEEKLY", "UTC", secondWeek, "followers", false), LONG_BEFORE))
                .contains(secondWeek.minus(Duration.ofDays(1)));
    }

    private static Instant before(int minutes) {
        return START.minus(Duration.ofMinutes(minutes));
    }
}
