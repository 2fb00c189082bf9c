package pro.livestream.archive.vod;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.recording.RecordingReport;
import pro.livestream.archive.transcode.Made;

/** An archive on the wire; {@code report} is left out of lists. */
public record ArchiveView(
        UUID archiveId,
        UUID streamId,
        UUID userId,
        String title,
        String status,
        String visibility,
        @Nullable Integer durationS,
        @Nullable Long fileSize,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String codec,
        String storageClass,
        long views,
        @Nullable String failure,
        Instant startedAt,
        @Nullable Instant endedAt,
        Instant createdAt,
        @Nullable Instant readyAt,
        Archive.Progress progress,
        @Nullable Playback playback,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RecordingReport report) {

    /** Links that are good for an hour; pictures are null where a recording has none. */
    public record Playback(
            String hlsUrl,
            String mp4Url,
            @Nullable String posterUrl,
            @Nullable String spriteVttUrl) {}

    static ArchiveView inList(Archive archive, UnaryOperator<String> links) {
        return of(archive, links, null);
    }

    static ArchiveView whole(Archive archive, UnaryOperator<String> links) {
        return of(archive, links, archive.report());
    }

    private static ArchiveView of(Archive archive, UnaryOperator<String> links, @Nullable RecordingReport report) {
        return new ArchiveView(
                archive.archiveId(),
                archive.streamId(),
                archive.userId(),
                archive.title(),
                archive.status().wireName(),
                archive.visibility(),
                archive.durationS(),
                archive.fileSize(),
                archive.width(),
                archive.height(),
                archive.codec(),
                archive.storageClass(),
                archive.views(),
                archive.failure(),
                archive.startedAt(),
                archive.endedAt(),
                archive.createdAt(),
                archive.readyAt(),
                archive.progress(),
                archive.status().playable() ? playback(archive, links) : null,
                report);
    }

    private static Playback playback(Archive archive, UnaryOperator<String> links) {
        return new Playback(
                links.apply(Made.HLS_MASTER),
                links.apply(Made.VIDEO),
                archive.thumbnailKey() == null ? null : links.apply(Made.POSTER),
                archive.spriteKey() == null ? null : links.apply(Made.SPRITE_TRACK));
    }
}
