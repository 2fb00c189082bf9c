package pro.livestream.notification.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Planned streams as an iCalendar object (RFC 5545), each with its time zone and recurrence; cancelled ones say so. */
final class IcsFeed {
    private static final Set<String> UTC_IDS = Set.of("UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z");

    private final String baseUrl;
    private final IcsLines lines = new IcsLines();

    private IcsFeed(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** {@code baseUrl} is the address under which the reader knows this installation. */
    static String write(String name, List<PlannedStream> streams, String baseUrl) {
        return new IcsFeed(baseUrl).calendar(name, streams);
    }

    private String calendar(String name, List<PlannedStream> streams) {
        lines.add("BEGIN", "VCALENDAR")
                .add("VERSION", "2.0")
                .add("PRODID", "-//LiveStream Pro//Schedule//EN")
                .add("CALSCALE", "GREGORIAN")
                .text("X-WR-CALNAME", name)
                .add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
                .add("X-PUBLISHED-TTL", "PT1H");
        zones(streams).forEach((zone, earliest) -> TimeZoneComponent.write(zone, earliest, lines));
        streams.stream()
                .sorted(Comparator.comparing(PlannedStream::startsAt).thenComparing(PlannedStream::scheduleId))
                .forEach(this::event);
        return lines.add("END", "VCALENDAR").toString();
    }

    /** Each time zone that is named, with the earliest moment that is said in it. */
    private static Map<ZoneId, Instant> zones(List<PlannedStream> streams) {
        var zones = new LinkedHashMap<ZoneId, Instant>();
        for (var stream : streams) {
            if (!isUtc(stream)) {
                var _ = zones.merge(stream.zone(), stream.startsAt(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return zones;
    }

    private static boolean isUtc(PlannedStream stream) {
        return UTC_IDS.contains(stream.timeZone());
    }

    private void event(PlannedStream stream) {
        lines.add("BEGIN", "VEVENT")
                .add("UID", stream.scheduleId() + "@livestream")
                .add("DTSTAMP", IcsLines.utc(stream.updatedAt()))
                .add("LAST-MODIFIED", IcsLines.utc(stream.updatedAt()))
                .add("SEQUENCE", Long.toString(stream.version()));
        if (isUtc(stream)) {
            lines.add("DTSTART", IcsLines.utc(stream.startsAt()));
        } else {
            lines.add("DTSTART;TZID=" + stream.timeZone(), IcsLines.local(stream.startsAt(), stream.zone()));
        }
        lines.add("DURATION", stream.duration().toString());
        if (stream.recurrence() != null) {
            lines.add("RRULE", stream.recurrence());
        }
        lines.add("STATUS", stream.cancelled() ? "CANCELLED" : "CONFIRMED").text("SUMMARY", summary(stream));
        if (stream.description() != null) {
            lines.text("DESCRIPTION", stream.description());
        }
        if (stream.streamId() != null && !stream.cancelled()) {
            lines.add("URL", baseUrl + "/watch/" + stream.streamId());
        }
        lines.add("END", "VEVENT");
    }

    private static String summary(PlannedStream stream) {
        return stream.broadcaster().isBlank() ? stream.title() : stream.broadcaster() + ": " + stream.title();
    }
}
