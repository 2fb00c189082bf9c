package pro.livestream.archive.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pro.livestream.archive.recording.RecordingManifest.Entry;
import pro.livestream.contracts.event.RecordingGap;

/** Which segments follow each other without a break, and what is missing between them. */
public final class RecordingParts {

    /** Segments that one time line runs through. */
    public record Part(List<Entry> segments) {

        public Part {
            segments = List.copyOf(segments);
        }

        public Instant start() {
            return segments.getFirst().start();
        }

        public double durationS() {
            return segments.stream().mapToDouble(Entry::durationS).sum();
        }
    }

    private static final Duration SEAM_MAX = Duration.ofMillis(500);

    private RecordingParts() {}

    /** In order of the manifest; a new part begins with each run, after a lost segment and after a jump in time. */
    public static List<Part> of(List<Entry> all, Set<Integer> usable) {
        var parts = new ArrayList<Part>();
        var current = new ArrayList<Entry>();
        boolean broken = false;
        for (Entry entry : all) {
            if (!usable.contains(entry.seq())) {
                broken = true;
                continue;
            }
            if (!current.isEmpty() && (broken || !follows(current.getLast(), entry))) {
                parts.add(new Part(current));
                current.clear();
            }
            current.add(entry);
            broken = false;
        }
        if (!current.isEmpty()) {
            parts.add(new Part(current));
        }
        return List.copyOf(parts);
    }

    private static boolean follows(Entry before, Entry after) {
        return before.run() == after.run()
                && before.container().equals(after.container())
                && Duration.between(before.end(), after.start()).abs().compareTo(SEAM_MAX) < 0;
    }

    /** What was told before and what was found missing now, in order of time, each stretch once. */
    public static List<RecordingGap> gaps(
            List<RecordingGap> told, List<RecordingGap> toldByManifest, List<Entry> missing, String reason) {
        var seen = new HashSet<List<Instant>>();
        var gaps = new ArrayList<RecordingGap>();
        var all = new ArrayList<>(toldByManifest);
        all.addAll(told);
        missing.forEach(entry -> all.add(new RecordingGap(entry.start(), entry.end(), entry.durationS(), reason)));
        for (RecordingGap gap : all) {
            if (seen.add(List.of(gap.from(), gap.to()))) {
                gaps.add(gap);
            }
        }
        gaps.sort(java.util.Comparator.comparing(RecordingGap::from));
        return List.copyOf(gaps);
    }
}
