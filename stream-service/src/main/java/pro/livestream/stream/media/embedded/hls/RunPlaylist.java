package pro.livestream.stream.media.embedded.hls;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what FFmpeg writes about one run: its media playlists and its master playlist. */
public final class RunPlaylist {

    private static final DateTimeFormatter PROGRAM_DATE_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    private RunPlaylist() {}

    /** The closed segments of a media playlist; a playlist that is cut off gives those before the cut. */
    public static List<Segment> segments(int run, String playlist) {
        var segments = new ArrayList<Segment>();
        double duration = 0;
        Instant at = Instant.EPOCH;
        for (String line : playlist.lines().toList()) {
            if (line.startsWith("#EXTINF:")) {
                duration = Double.parseDouble(line.substring(8, line.indexOf(',')));
            } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
                at = OffsetDateTime.parse(line.substring(25), PROGRAM_DATE_TIME).toInstant();
            } else if (line.endsWith(".m4s")) {
                segments.add(new Segment(run, Long.parseLong(line.substring(0, line.length() - 4)), duration, at));
            }
        }
        return segments;
    }

    /** The attributes of each variant by its rendition's name, in the order of the playlist. */
    public static Map<String, String> variants(String master) {
        var variants = new LinkedHashMap<String, String>();
        String attributes = "";
        for (String line : master.lines().toList()) {
            if (line.startsWith("#EXT-X-STREAM-INF:")) {
                attributes = line.substring(18);
            } else if (line.indexOf('/') > 0 && !line.startsWith("#")) {
                variants.put(line.substring(0, line.indexOf('/')), attributes);
            }
        }
        return variants;
    }
}
