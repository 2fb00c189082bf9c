package pro.livestream.notification.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static pro.livestream.notification.calendar.Plans.named;
import static pro.livestream.notification.calendar.Plans.plan;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds as another implementation of RFC 5545 (ical4j) reads them. */
class IcsFeedTest {
    private static final Instant START = Instant.parse("2026-03-20T19:00:00Z");
    private static final String BASE = "https://live.example";
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    @BeforeAll
    static void keepIcal4jOffTheNetwork() {
        System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false");
        System.setProperty("net.fortuna.ical4j.timezone.cache.impl", "net.fortuna.ical4j.util.MapTimeZoneCache");
    }

    @Test
    void saysWhatWhenAndWhere() throws Exception {
        var text = IcsFeed.write("alice", List.of(plan(START, null, "Europe/Berlin")), BASE);

        assertThat(text)
                .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                .endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n")
                .contains(
                        "\r\nDTSTART;TZID=Europe/Berlin:20260320T200000\r\n",
                        "\r\nDURATION:PT1H30M\r\n",
                        "\r\nSTATUS:CONFIRMED\r\n",
                        "\r\nSEQUENCE:7\r\n",
                        "\r\nDTSTAMP:20260131T120000Z\r\n",
                        "\r\nSUMMARY:alice: Evening jam\r\n",
                        "\r\nURL:https://live.example/watch/00000000-0000-0003-0000-000000000004\r\n");
        var calendar = parsed(text);
        assertThat(calendar.validate().hasErrors())
                .as("%s", calendar.validate())
                .isFalse();
        assertThat(events(calendar)).hasSize(1);
    }

    @Test
    void repeatsAtTheSameLocalTimeWhenTheClocksChange() throws Exception {
        var text = IcsFeed.write("alice", List.of(plan(START, "FREQ=WEEKLY;COUNT=4", "Europe/Berlin")), BASE);

        assertThat(text).contains("\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n");
        var season = new Period<>(
                START.minus(Duration.ofDays(1)).atZone(ZoneId.of("Europe/Berlin")),
                START.plus(Duration.ofDays(60)).atZone(ZoneId.of("Europe/Berlin")));
        assertThat(events(parsed(text)).getFirst().calculateRecurrenceSet(season).stream()
                        .map(one -> Instant.from(one.getStart()))
                        .sorted())
                .containsExactly(
                        START,
                        Instant.parse("2026-03-27T19:00:00Z"),
                        Instant.parse("2026-04-03T18:00:00Z"),
                        Instant.parse("2026-04-10T18:00:00Z"));
    }

    @Test
    void writesUtcWithoutAZoneAndCancellationsWithoutAnAddress() {
        var text = IcsFeed.write("alice", List.of(plan(START, null, "UTC", null, "public", true)), BASE);

        assertThat(text)
                .contains("\r\nDTSTART:20260320T190000Z\r\n", "\r\nSTATUS:CANCELLED\r\n")
                .doesNotContain("VTIMEZONE", "URL:");
    }

    @Test
    void isACalendarAlsoWithoutEvents() throws Exception {
        assertThat(events(parsed(IcsFeed.write("alice", List.of(), BASE)))).isEmpty();
    }

    @Test
    void escapesAndFoldsSoThatNothingIsLostOrInjected() throws Exception {
        var title = "Jam; with, \\ and \"quotes\" 音楽の夕べ 🎸 ".repeat(6).strip();
        var description = "First line\nEND:VEVENT\r\nATTENDEE:mallory\u0007\u0000 and more";
        var text = IcsFeed.write("a,b;c", List.of(named(plan(START, null, "Europe/Berlin"), title, description)), BASE);

        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text.split("\r\n", -1))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(text).contains("\\nEND:VEVENT\\nATTENDEE:mallory and more");
        var event = events(parsed(text)).getFirst();
        assertThat(event.getRequiredProperty("SUMMARY").getValue()).isEqualTo("alice: " + title);
        assertThat(event.getRequiredProperty("DESCRIPTION").getValue())
                .isEqualTo("First line\nEND:VEVENT\nATTENDEE:mallory and more");
    }

    @Test
    void foldsBetweenCharactersAtSeventyFiveOctets() {
        var full = new IcsLines().add("X", "a".repeat(73)).toString();
        var longer = new IcsLines().add("X", "a".repeat(72) + "é").toString();
        var twice = new IcsLines().add("X", "a".repeat(73 + 74 + 1)).toString();

        assertThat(full).isEqualTo("X:" + "a".repeat(73) + "\r\n");
        assertThat(longer).isEqualTo("X:" + "a".repeat(72) + "\r\n é\r\n");
        assertThat(twice).isEqualTo("X:" + "a".repeat(73) + "\r\n " + "a".repeat(74) + "\r\n a\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Europe/London",
                "Europe/Dublin",
                "America/New_York",
                "America/Santiago",
                "America/Sao_Paulo",
                "America/Nuuk",
                "Asia/Tokyo",
                "Asia/Kathmandu",
                "Asia/Jerusalem",
                "Asia/Gaza",
                "Africa/Cairo",
                "Africa/Casablanca",
                "Australia/Sydney",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Antarctica/Troll",
                "Etc/GMT+5"
            })
    void describesATimeZoneAsItIs(String name) throws Exception {
        var zone = ZoneId.of(name);
        var text = IcsFeed.write("alice", List.of(plan(START, "FREQ=WEEKLY", name)), BASE);
        var described = parsed(text).getComponents().stream()
                .filter(VTimeZone.class::isInstance)
                .map(VTimeZone.class::cast)
                .toList();

        assertThat(described).hasSize(1);
        var onsets = onsets(described.getFirst());
        for (var hour = 0; hour < 9 * 365 * 24; hour += 5) {
            var moment = START.plus(Duration.ofHours(hour));
            assertThat(onsets.floorEntry(moment).getValue())
                    .as("%s at %s of%n%s", name, moment, text)
                    .isEqualTo(zone.getRules().getOffset(moment));
        }
    }

    /** When which offset begins, as RFC 5545 (3.6.5) reads observances: their times are local, by the offset before. */
    private static NavigableMap<Instant, ZoneOffset> onsets(VTimeZone zone) throws Exception {
        var onsets = new TreeMap<Instant, ZoneOffset>();
        for (var observance : zone.getObservances()) {
            var before = ZoneOffset.of(value(observance, "TZOFFSETFROM"));
            var after = ZoneOffset.of(value(observance, "TZOFFSETTO"));
            var start = LocalDateTime.parse(value(observance, "DTSTART"), LOCAL);
            onsets.put(start.toInstant(before), after);
            for (var date : observance
                    .getProperty("RDATE")
                    .map(Property::getValue)
                    .orElse("")
                    .split(",", -1)) {
                if (!date.isBlank()) {
                    onsets.put(LocalDateTime.parse(date, LOCAL).toInstant(before), after);
                }
            }
            var rule = observance.getProperty("RRULE").map(Property::getValue).orElse("");
            if (!rule.isBlank()) {
                var iterator = new RecurrenceRule(rule).iterator(DateTime.parse(value(observance, "DTSTART")));
                for (var n = 0; n < 12; n++) {
                    onsets.put(
                            LocalDateTime.parse(iterator.nextDateTime().toString(), LOCAL)
                                    .toInstant(before),
                            after);
                }
            }
        }
        return onsets;
    }

    private static String value(Observance observance, String name) {
        return observance.getRequiredProperty(name).getValue();
    }

    @Test
    void writesYearlyChangesAsRules() {
        var text = IcsFeed.write(
                "alice", List.of(plan(START, null, "Europe/Berlin"), plan(START, null, "America/New_York")), BASE);

        assertThat(text)
                .contains(
                        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
                        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
                        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
                        "TZNAME:CEST",
                        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200");
    }

    private static Calendar parsed(String text) throws Exception {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static List<VEvent> events(Calendar calendar) {
        return calendar.getComponents().stream()
                .filter(VEvent.class::isInstance)
                .map(VEvent.class::cast)
                .toList();
    }
}
