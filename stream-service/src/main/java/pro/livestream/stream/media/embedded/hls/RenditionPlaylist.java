package pro.livestream.stream.media.embedded.hls;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sliding window of one rendition over all runs of its stream (RFC 8216): sequence numbers only rise, and a change of run
 * is a discontinuity with an initialisation section of its own.
 */
final class RenditionPlaylist {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final int windowMax;
    private final Deque<Segment> window = new ArrayDeque<>();
    private final Map<Integer, Long> nextOfRun = new HashMap<>();
    private long mediaSequence;
    private long discontinuitySequence;
    private long targetSeconds;

    RenditionPlaylist(int windowMax, PlaylistCounters counters, long targetSeconds) {
        this.windowMax = windowMax;
        this.mediaSequence = counters.mediaSequence();
        this.discontinuitySequence = counters.discontinuitySequence();
        this.targetSeconds = targetSeconds;
    }

    /** Segments that left the window by this; ones that are known already are passed over. */
    List<Segment> add(List<Segment> segments) {
        var gone = new ArrayList<Segment>();
        for (Segment segment : segments) {
            if (segment.number() >= nextOfRun.getOrDefault(segment.run(), 0L)) {
                nextOfRun.put(segment.run(), segment.number() + 1);
                window.add(segment);
                targetSeconds = Math.max(targetSeconds, Math.round(segment.durationSeconds()));
            }
        }
        while (window.size() > windowMax) {
            var first = window.remove();
            gone.add(first);
            mediaSequence++;
            if (window.getFirst().run() != first.run()) {
                discontinuitySequence++;
            }
        }
        return gone;
    }

    boolean isEmpty() {
        return window.isEmpty();
    }

    /** What a successor of this node starts from. */
    PlaylistCounters after() {
        long discontinuities = discontinuitySequence;
        if (!window.isEmpty()) {
            discontinuities += window.getLast().run() - window.getFirst().run() + 1;
        }
        return new PlaylistCounters(mediaSequence + window.size(), discontinuities);
    }

    String text(boolean ended) {
        var out = new StringBuilder(256 + window.size() * 96);
        out.append("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:").append(targetSeconds);
        out.append("\n#EXT-X-MEDIA-SEQUENCE:").append(mediaSequence);
        out.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(discontinuitySequence);
        out.append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        int run = -1;
        for (Segment segment : window) {
            if (segment.run() != run) {
                if (run >= 0) {
                    out.append("#EXT-X-DISCONTINUITY\n");
                }
                run = segment.run();
                out.append("#EXT-X-MAP:URI=\"").append(run).append("-init.mp4\"\n");
            }
            out.append("#EXT-X-PROGRAM-DATE-TIME:").append(TIME.format(segment.startedAt()));
            out.append(String.format(Locale.ROOT, "\n#EXTINF:%.6f,\n", segment.durationSeconds()));
            out.append(segment.run()).append('-').append(segment.number()).append(".m4s\n");
        }
        if (ended) {
            out.append("#EXT-X-ENDLIST\n");
        }
        return out.toString();
    }
}
