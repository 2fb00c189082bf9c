package pro.livestream.stream.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OccurrencesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void stays_at_its_local_time_when_the_clocks_change() {
        assertThat(first(4, "2026-03-20T20:00+01:00", "FREQ=WEEKLY", BERLIN))
                .containsExactly(
                        Instant.parse("2026-03-20T19:00:00Z"),
                        Instant.parse("2026-03-27T19:00:00Z"),
                        Instant.parse("2026-04-03T18:00:00Z"),
                        Instant.parse("2026-04-10T18:00:00Z"));
        assertThat(first(3, "2026-10-24T20:00+02:00", "FREQ=DAILY", BERLIN))
                .containsExactly(
                        Instant.parse("2026-10-24T18:00:00Z"),
                        Instant.parse("2026-10-25T19:00:00Z"),
                        Instant.parse("2026-10-26T19:00:00Z"));
        assertThat(first(3, "2026-03-07T20:00-05:00", "FREQ=DAILY", ZoneId.of("America/New_York")))
                .containsExactly(
                        Instant.parse("2026-03-08T01:00:00Z"),
                        Instant.parse("2026-03-09T00:00:00Z"),
                        Instant.parse("2026-03-10T00:00:00Z"));
    }

    @Test
    void leaves_no_day_out_whose_local_time_the_clocks_skip() {
        assertThat(first(3, "2026-03-28T02:30+01:00", "FREQ=DAILY", BERLIN))
                .containsExactly(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-29T01:30:00Z"),
                        Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void ends_with_its_count_or_at_its_until() {
        assertThat(first(9, "2026-01-01T20:00+01:00", "FREQ=DAILY;COUNT=3", BERLIN))
                .hasSize(3);
        assertThat(first(9, "2026-01-01T20:00+01:00", "FREQ=DAILY;UNTIL=20260102T190000Z", BERLIN))
                .hasSize(2);
        assertThat(first(9, "2026-01-01T20:00+01:00", null, BERLIN)).hasSize(1);
    }

    @Test
    void finds_the_next_one_from_any_moment_on() {
        var daily = Occurrences.of(at("2026-01-01T20:00+01:00"), "FREQ=DAILY;COUNT=5", BERLIN);

        assertThat(daily.firstFrom(Instant.EPOCH)).contains(at("2026-01-01T20:00+01:00"));
        assertThat(daily.firstFrom(at("2026-01-03T20:00+01:00"))).contains(at("2026-01-03T20:00+01:00"));
        assertThat(daily.firstFrom(at("2026-01-03T20:01+01:00"))).contains(at("2026-01-04T20:00+01:00"));
        assertThat(daily.firstFrom(at("2026-01-03T20:00+01:00").plusMillis(1))).contains(at("2026-01-04T20:00+01:00"));
        assertThat(daily.firstFrom(at("2026-01-05T20:01+01:00"))).isEmpty();
    }

    @Test
    void has_none_where_a_rule_names_days_that_never_come() {
        assertThat(Occurrences.of(at("2026-01-01T20:00+01:00"), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", BERLIN)
                        .firstFrom(Instant.EPOCH))
                .isEmpty();
    }

    private static List<Instant> first(int countMax, String start, @Nullable String rule, ZoneId zone) {
        var occurrences = Occurrences.of(at(start), rule, zone);
        var found = new ArrayList<Instant>();
        var next = occurrences.firstFrom(Instant.EPOCH);
        while (next.isPresent() && found.size() < countMax) {
            found.add(next.get());
            next = occurrences.firstFrom(next.get().plusSeconds(1));
        }
        return found;
    }

    private static Instant at(String text) {
        return ZonedDateTime.parse(text).toInstant();
    }
}
