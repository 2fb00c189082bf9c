package pro.livestream.archive.assembly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pro.livestream.archive.recording.RecordingManifest;
import pro.livestream.archive.recording.RecordingManifest.Entry;
import pro.livestream.archive.recording.RecordingParts;
import pro.livestream.archive.recording.RecordingReport;
import pro.livestream.archive.transcode.SourceSegment;
import pro.livestream.contracts.event.RecordingGap;

/** The segments that are whole on the local disk, and why each other one is not. */
record FetchedRecording(RecordingManifest manifest, Path folder, Map<Integer, Fault> faults) {

    /** Why a segment can't be in the archive. */
    enum Fault {
        MISSING("missing"),
        DAMAGED("damaged"),
        UNREADABLE("unreadable");

        private final String reason;

        Fault(String reason) {
            this.reason = reason;
        }
    }

    FetchedRecording {
        faults = Map.copyOf(faults);
    }

    List<RecordingParts.Part> parts() {
        var usable = new java.util.HashSet<Integer>();
        manifest.segments().stream()
                .map(Entry::seq)
                .filter(seq -> !faults.containsKey(seq))
                .forEach(usable::add);
        return RecordingParts.of(manifest.segments(), usable);
    }

    SourceSegment source(Entry entry) {
        return new SourceSegment(file(folder, entry), entry.durationS());
    }

    static Path file(Path folder, Entry entry) {
        return folder.resolve("segment-" + entry.seq());
    }

    FetchedRecording without(Set<Integer> unreadable) {
        var more = new HashMap<>(faults);
        unreadable.forEach(seq -> more.put(seq, Fault.UNREADABLE));
        return new FetchedRecording(manifest, folder, more);
    }

    RecordingReport report(List<RecordingGap> told) {
        var gaps = told;
        for (Fault fault : Fault.values()) {
            var faulty = new ArrayList<Entry>();
            manifest.segments().stream()
                    .filter(entry -> faults.get(entry.seq()) == fault)
                    .forEach(faulty::add);
            gaps = RecordingParts.gaps(gaps, manifest.gaps(), faulty, fault.reason);
        }
        int expected = manifest.segments().size()
                + (int) gaps.stream().filter(gap -> gap.reason().equals("lost")).count();
        return new RecordingReport(expected, manifest.segments().size() - faults.size(), manifest.complete(), gaps);
    }
}
