package pro.livestream.archive.assembly;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.assembly.FetchedRecording.Fault;
import pro.livestream.archive.recording.RecordingManifest;
import pro.livestream.archive.recording.RecordingManifest.Entry;
import pro.livestream.archive.recording.UnusableRecordingException;
import pro.livestream.archive.storage.DigestBlockingAdapter;
import pro.livestream.archive.storage.NoSuchObjectException;
import pro.livestream.archive.storage.ObjectStore;
import pro.livestream.archive.vod.Archive;

/** Brings a recording to the local disk and checks each segment against the manifest. */
@ApplicationScoped
class RecordingFetch {

    private static final int AT_ONCE = 4;

    private record Result(int seq, Optional<Fault> fault) {}

    private final ObjectStore store;

    RecordingFetch(ObjectStore store) {
        this.store = store;
    }

    Uni<FetchedRecording> fetch(Archive archive, Path folder, DoubleConsumer share) {
        @Nullable String key = archive.recordingManifest();
        if (key == null) {
            throw new UnusableRecordingException("Nothing was recorded.");
        }
        @Nullable String named = archive.recordingBucket();
        String bucket = named == null ? store.bucket() : named;
        return store.read(bucket, key)
                .map(json -> RecordingManifest.read(json, key))
                .invoke(manifest -> {
                    if (manifest.segments().isEmpty()) {
                        throw new UnusableRecordingException(
                                "The recording is empty: no picture or sound ever arrived.");
                    }
                })
                .chain(manifest -> segments(bucket, manifest, folder, share)
                        .map(faults -> new FetchedRecording(manifest, folder, faults)));
    }

    private Uni<Map<Integer, Fault>> segments(
            String bucket, RecordingManifest manifest, Path folder, DoubleConsumer share) {
        var fetched = new AtomicInteger();
        int all = manifest.segments().size();
        return Multi.createFrom()
                .iterable(manifest.segments())
                .onItem()
                .transformToUni(entry -> segment(bucket, entry, FetchedRecording.file(folder, entry))
                        .invoke(() -> share.accept((double) fetched.incrementAndGet() / all)))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .map(results -> {
                    var faults = new HashMap<Integer, Fault>();
                    results.forEach(result -> result.fault().ifPresent(fault -> faults.put(result.seq(), fault)));
                    return faults;
                });
    }

    private Uni<Result> segment(String bucket, Entry entry, Path file) {
        return store.download(bucket, entry.key(), file)
                .chain(() -> DigestBlockingAdapter.digest(file))
                .map(digest ->
                        new Result(entry.seq(), isWhole(entry, digest) ? Optional.empty() : Optional.of(Fault.DAMAGED)))
                .onFailure(NoSuchObjectException.class)
                .recoverWithItem(new Result(entry.seq(), Optional.of(Fault.MISSING)));
    }

    private static boolean isWhole(Entry entry, DigestBlockingAdapter.Digest digest) {
        return digest.bytes() == entry.bytes()
                && (entry.sha256() == null || entry.sha256().equalsIgnoreCase(digest.hex()));
    }
}
