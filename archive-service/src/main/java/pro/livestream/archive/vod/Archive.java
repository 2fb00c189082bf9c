package pro.livestream.archive.vod;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.recording.RecordingReport;
import pro.livestream.archive.recording.Timeline;
import pro.livestream.contracts.event.RecordingGap;

/** A stream's recording and what has been made of it. */
public record Archive(
        UUID archiveId,
        UUID streamId,
        UUID userId,
        String title,
        String s3Key,
        @Nullable Integer durationS,
        @Nullable Long fileSize,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String codec,
        ArchiveStatus status,
        String visibility,
        @Nullable String thumbnailKey,
        @Nullable String spriteKey,
        String storageClass,
        long views,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant readyAt,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String recordingBucket,
        @Nullable String recordingManifest,
        List<RecordingGap> recordingGaps,
        @Nullable RecordingReport report,
        @Nullable Timeline timeline,
        boolean removalAsked,
        long version,
        Progress progress) {

    /** Of the job that works on it; a stage is null while nobody does. */
    public record Progress(int percent, @Nullable String stage) {}

    /** The prefix of the files that it is played from, with its slash. */
    public String folder() {
        return s3Key.substring(0, s3Key.lastIndexOf('/') + 1);
    }

    public boolean gone() {
        return status == ArchiveStatus.DELETED || removalAsked;
    }
}
