package pro.livestream.stream.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.RefusedException;

class SchedulePolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Test
    void fills_in_what_was_left_out() {
        var terms = SchedulePolicy.agreed(draft("2026-02-01T20:00:00+09:00", null, null), NOW);

        assertThat(terms)
                .isEqualTo(new Terms(
                        "Evening jam", null, null, "public", Instant.parse("2026-02-01T11:00:00Z"), 60, null, "UTC"));
    }

    @Test
    void moves_the_start_to_the_first_occurrence_of_the_rule() {
        var terms = SchedulePolicy.agreed(draft("2026-02-02T19:00:00Z", "freq=weekly;byday=fr", "Europe/Berlin"), NOW);

        assertThat(terms.startsAt()).isEqualTo(Instant.parse("2026-02-06T19:00:00Z"));
        assertThat(terms.recurrence()).isEqualTo("FREQ=WEEKLY;BYDAY=FR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-02-30T20:00:00Z",
                "2026-02-01T20:00:00",
                "2026-02-01",
                "1769950800",
                "2026-01-31T12:00:00Z",
                "2025-02-01T20:00:00Z",
                "2036-02-01T20:00:00Z",
                "+999999999-12-31T23:59:59Z"
            })
    void refuses_bad_starts(String startsAt) {
        refuses(draft(startsAt, null, null), "starts_at");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SOMETIMES",
                "WEEKLY",
                "RRULE:FREQ=DAILY",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;COUNT=2;UNTIL=20260330T100000Z",
                "FREQ=DAILY;UNTIL=20260330",
                "FREQ=DAILY;UNTIL=20260330T100000",
                "FREQ=DAILY;UNTIL=20250330T100000Z",
                "FREQ=HOURLY",
                "FREQ=SECONDLY",
                "FREQ=DAILY;BYHOUR=1,2,3",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=WEEKLY;BYDAY=FR\r\nATTENDEE:mallory",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=YEARLY;INTERVAL=1000000000;BYMONTH=3",
                "RSCALE=CHINESE;FREQ=YEARLY"
            })
    void refuses_bad_recurrences(String recurrence) {
        refuses(draft("2026-02-01T20:00:00Z", recurrence, "Europe/Berlin"), "recurrence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mars/Olympus", "+02:00", "europe/berlin", "CEST", "Europe/Berlin\r\nX:1"})
    void refuses_bad_time_zones(String timeZone) {
        refuses(draft("2026-02-01T20:00:00Z", "FREQ=DAILY", timeZone), "time_zone");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1441"})
    void refuses_bad_durations(int minutes) {
        refuses(
                new ScheduleDraft("Evening jam", null, null, null, "2026-02-01T20:00:00Z", minutes, null, null),
                "duration_min");
    }

    @Test
    void tells_all_that_is_wrong_at_once() {
        var draft = new ScheduleDraft("x".repeat(256), "a\0b", "c".repeat(65), "secret", "never", 0, "no", "no");

        refuses(
                draft,
                "starts_at",
                "recurrence",
                "title",
                "description",
                "category",
                "visibility",
                "duration_min",
                "time_zone");
        refuses(new ScheduleDraft(null, null, null, null, null, null, null, null), "title", "starts_at");
        refuses(new ScheduleDraft(" ", null, null, null, "2026-02-01T20:00:00Z", null, null, null), "title");
    }

    @Test
    void changes_what_is_named_and_nothing_else() {
        var old = SchedulePolicy.agreed(draft("2026-02-06T19:00:00Z", "FREQ=WEEKLY", "Europe/Berlin"), NOW);
        var later = Instant.parse("2026-03-01T00:00:00Z");

        var renamed = SchedulePolicy.changed(
                old, new ScheduleDraft("Late jam", null, null, null, null, null, null, null), later);
        var once = SchedulePolicy.changed(
                old, new ScheduleDraft(null, null, null, null, "2026-03-02T00:00:00Z", null, "", null), later);

        assertThat(renamed.title()).isEqualTo("Late jam");
        assertThat(renamed.startsAt()).isEqualTo(old.startsAt());
        assertThat(renamed.recurrence()).isEqualTo("FREQ=WEEKLY");
        assertThat(once.recurrence()).isNull();
        assertThat(once.title()).isEqualTo("Evening jam");
        assertThatThrownBy(() -> SchedulePolicy.changed(
                        old,
                        new ScheduleDraft(null, null, null, null, "2026-02-28T00:00:00Z", null, null, null),
                        later))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void lets_an_occurrence_begin_late_but_not_beside_the_one_after_it() {
        var weekly = SchedulePolicy.agreed(draft("2026-02-06T19:00:00Z", "FREQ=WEEKLY", "UTC"), NOW);
        var once = SchedulePolicy.agreed(draft("2026-02-06T19:00:00Z", null, "UTC"), NOW);
        var allDay = SchedulePolicy.agreed(
                new ScheduleDraft("Marathon", null, null, null, "2026-02-06T19:00:00Z", 1_440, "FREQ=DAILY", null),
                NOW);

        assertThat(weekly.dueAt(weekly.startsAt(), AN_HOUR)).isEqualTo("2026-02-06T21:00:00Z");
        assertThat(once.dueAt(once.startsAt(), AN_HOUR)).isEqualTo("2026-02-06T21:00:00Z");
        assertThat(allDay.dueAt(allDay.startsAt(), AN_HOUR)).isEqualTo("2026-02-07T19:00:00Z");
    }

    private static ScheduleDraft draft(String startsAt, @Nullable String recurrence, @Nullable String timeZone) {
        return new ScheduleDraft("Evening jam", null, null, null, startsAt, null, recurrence, timeZone);
    }

    private static void refuses(ScheduleDraft draft, String... fields) {
        assertThatThrownBy(() -> SchedulePolicy.agreed(draft, NOW))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().status()).isEqualTo(400);
                    assertThat(refused.refusal().details())
                            .extracting(FieldError::field)
                            .containsExactly(fields);
                });
    }
}
