package pro.livestream.archive.vod;

import org.jspecify.annotations.Nullable;
import pro.livestream.archive.recording.RecordingReport;
import pro.livestream.archive.recording.Timeline;

/** What the work on a recording has led to. */
public record FinishedArchive(
        String s3Key,
        int durationS,
        long fileSize,
        @Nullable Integer width,
        @Nullable Integer height,
        String codec,
        @Nullable String thumbnailKey,
        @Nullable String spriteKey,
        RecordingReport report,
        Timeline timeline) {}
