package pro.livestream.archive.assembly;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import pro.livestream.archive.files.WorkFolderBlockingAdapter;
import pro.livestream.archive.recording.RecordingManifest.Entry;
import pro.livestream.archive.recording.RecordingParts;
import pro.livestream.archive.recording.UnusableRecordingException;
import pro.livestream.archive.transcode.Part;
import pro.livestream.archive.transcode.Transcoder;

/** Joins segments to parts; where a part resists, looks for the segments at fault and joins the rest. */
@ApplicationScoped
class RecordingJoin {

    /** The parts in order with their starts, and the recording without what could not be read. */
    record Joined(FetchedRecording recording, List<Part> parts, List<Instant> starts) {}

    private final Transcoder transcoder;

    RecordingJoin(Transcoder transcoder) {
        this.transcoder = transcoder;
    }

    Uni<Joined> join(FetchedRecording recording, DoubleConsumer share) {
        var parts = recording.parts();
        if (parts.isEmpty()) {
            int all = recording.manifest().segments().size();
            throw new UnusableRecordingException(
                    "None of the " + all + " recorded segments can be read: they are missing or damaged.");
        }
        double seconds =
                parts.stream().mapToDouble(RecordingParts.Part::durationS).sum();
        var before = new double[parts.size()];
        for (int i = 1; i < parts.size(); i++) {
            before[i] = before[i - 1] + parts.get(i - 1).durationS();
        }
        return Multi.createFrom()
                .range(0, parts.size())
                .onItem()
                .transformToUniAndConcatenate(i -> transcoder.join(
                        recording.folder(),
                        i,
                        parts.get(i).segments().stream().map(recording::source).toList(),
                        done -> share.accept((before[i] + done * parts.get(i).durationS()) / seconds)))
                .collect()
                .asList()
                .chain(made -> {
                    var refused = refused(parts, made);
                    return refused.isEmpty()
                            ? joined(recording, parts, made)
                            : faultsAmong(recording, refused).chain(faults -> join(recording.without(faults), share));
                });
    }

    private static List<RecordingParts.Part> refused(List<RecordingParts.Part> parts, List<Optional<Part>> made) {
        var refused = new ArrayList<RecordingParts.Part>();
        for (int i = 0; i < parts.size(); i++) {
            if (made.get(i).isEmpty()) {
                refused.add(parts.get(i));
            }
        }
        return refused;
    }

    /** The segments that can't be read alone; all of a part whose segments seem fine one by one, lest this never ends. */
    private Uni<Set<Integer>> faultsAmong(FetchedRecording recording, List<RecordingParts.Part> refused) {
        return Multi.createFrom()
                .iterable(refused)
                .onItem()
                .transformToUniAndConcatenate(part -> faultsIn(recording, part))
                .collect()
                .in(HashSet<Integer>::new, Set::addAll);
    }

    private Uni<List<Integer>> faultsIn(FetchedRecording recording, RecordingParts.Part part) {
        return Multi.createFrom()
                .iterable(part.segments())
                .onItem()
                .transformToUniAndConcatenate(entry -> transcoder
                        .readable(recording.folder(), recording.source(entry))
                        .map(readable -> readable ? Optional.<Integer>empty() : Optional.of(entry.seq())))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList()
                .map(faults -> faults.isEmpty()
                        ? part.segments().stream().map(Entry::seq).toList()
                        : faults);
    }

    /** The segments are used up: their files go, to have the room. */
    private static Uni<Joined> joined(
            FetchedRecording recording, List<RecordingParts.Part> parts, List<Optional<Part>> made) {
        var joined = new Joined(
                recording,
                made.stream().map(Optional::orElseThrow).toList(),
                parts.stream().map(RecordingParts.Part::start).toList());
        return Multi.createFrom()
                .iterable(recording.manifest().segments())
                .onItem()
                .transformToUniAndConcatenate(entry -> WorkFolderBlockingAdapter.removeFile(
                        recording.source(entry).file()))
                .collect()
                .last()
                .replaceWith(joined);
    }
}
