package pro.livestream.archive.recording;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.platform.json.WireJson;

/** What a recording consists of, as the recorder has written it. */
public record RecordingManifest(
        int version,
        String tenant,
        UUID streamId,
        UUID userId,
        boolean complete,
        List<Entry> segments,
        List<RecordingGap> gaps) {

    private static final int VERSION = 1;

    public RecordingManifest {
        segments = segments == null ? List.of() : List.copyOf(segments);
        gaps = gaps == null ? List.of() : List.copyOf(gaps);
    }

    /** One object in the bucket; segments of one {@code run} share a time line. */
    public record Entry(
            int seq,
            String key,
            int run,
            String container,
            Instant start,
            double durationS,
            long bytes,
            @Nullable String sha256) {

        public Entry {
            if (key == null || container == null || start == null || !(durationS > 0)) {
                throw new IllegalArgumentException("a segment without key, container, start or duration");
            }
        }

        public Instant end() {
            return start.plusMillis(Math.round(durationS * 1000));
        }
    }

    /** Fails with {@link UnusableRecordingException} on what is no manifest, or one that reaches beyond its folder. */
    public static RecordingManifest read(byte[] json, String key) {
        RecordingManifest manifest;
        try {
            manifest = WireJson.mapper().readValue(json, RecordingManifest.class);
        } catch (JacksonException malformed) {
            throw new UnusableRecordingException("The recording's table of contents is damaged.");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (manifest == null || manifest.version != VERSION) {
            throw new UnusableRecordingException("The recording was written in a form that is not known here.");
        }
        String folder = folderOf(key);
        if (manifest.segments.stream().anyMatch(segment -> !segment.key().startsWith(folder))) {
            throw new UnusableRecordingException("The recording's table of contents is damaged.");
        }
        return manifest;
    }

    /** The prefix of everything that belongs to the recording, with its slash. */
    public static String folderOf(String manifestKey) {
        return manifestKey.substring(0, manifestKey.lastIndexOf('/') + 1);
    }
}
