package pro.livestream.stream.media.outside;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.RecordingSource.ByteRange;
import pro.livestream.stream.media.RecordingSource.Part;

/** Reads the media playlist of a finished recording (RFC 8216): what follows what, and how long it is. */
public final class VodPlaylist {

    /**
     * One segment.
     *
     * @param init what goes before it in a file; null where it stands alone
     * @param startedAt as the playlist says; empty where it does not
     * @param discontinuous whether its time line is another than that of the segment before
     */
    public record Segment(
            Part media,
            @Nullable Part init,
            double durationSeconds,
            Optional<Instant> startedAt,
            boolean discontinuous) {}

    /** ISO 8601; encoders write the zone with and without its colon. */
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(java.util.Locale.ROOT);

    private final List<Segment> segments = new ArrayList<>();
    private double duration;
    private Optional<Instant> startedAt = Optional.empty();
    private boolean discontinuous;
    private @Nullable Part init;
    private @Nullable String range;
    private long rangeEnd;

    private VodPlaylist() {}

    /** A playlist that breaks off gives the segments before the break. */
    public static List<Segment> segments(String playlist) {
        var reading = new VodPlaylist();
        playlist.lines().map(String::strip).forEach(reading::line);
        return List.copyOf(reading.segments);
    }

    private void line(String line) {
        if (line.startsWith("#EXTINF:")) {
            duration = seconds(line.substring(8));
        } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
            startedAt = instant(line.substring(25));
        } else if (line.equals("#EXT-X-DISCONTINUITY")) {
            discontinuous = true;
        } else if (line.startsWith("#EXT-X-MAP:")) {
            init = new Part(attribute(line, "URI"), range(attribute(line, "BYTERANGE"), 0));
        } else if (line.startsWith("#EXT-X-BYTERANGE:")) {
            range = line.substring(17);
        } else if (!line.isEmpty() && !line.startsWith("#")) {
            segment(line);
        }
    }

    private void segment(String address) {
        if (duration <= 0) {
            return;
        }
        ByteRange here = range == null ? null : range(range, rangeEnd);
        segments.add(new Segment(new Part(address, here), init, duration, startedAt, discontinuous));
        rangeEnd = here == null ? 0 : here.offset() + here.length();
        duration = 0;
        startedAt = Optional.empty();
        discontinuous = false;
        range = null;
    }

    private static double seconds(String info) {
        int comma = info.indexOf(',');
        try {
            return Double.parseDouble(comma < 0 ? info : info.substring(0, comma));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, DATE_TIME).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String attribute(String line, String name) {
        int start = line.indexOf(name + "=\"");
        if (start < 0) {
            return "";
        }
        int from = start + name.length() + 2;
        return line.substring(from, Math.max(from, line.indexOf('"', from)));
    }

    /** {@code <length>[@<offset>]}; without an offset it follows the one before. */
    private static @Nullable ByteRange range(String text, long before) {
        int at = text.indexOf('@');
        try {
            long length = Long.parseLong(at < 0 ? text : text.substring(0, at));
            return new ByteRange(at < 0 ? before : Long.parseLong(text.substring(at + 1)), length);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
