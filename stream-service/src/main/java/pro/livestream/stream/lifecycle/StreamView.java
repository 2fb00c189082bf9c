package pro.livestream.stream.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.stream.media.MediaEndpoints;
import pro.livestream.stream.profile.Broadcaster;

/** A stream as the API shows it: one flat object; {@code ingest} is there for its owner only. */
public record StreamView(
        UUID streamId,
        UUID userId,
        Broadcaster broadcaster,
        String title,
        @Nullable String description,
        @Nullable String category,
        List<String> tags,
        @Nullable String language,
        @Nullable String thumbnailUrl,
        String visibility,
        String status,
        String media,
        String mediaProvider,
        @Nullable String stageArn,
        String notifyOn,
        String latencyMode,
        boolean record,
        @Nullable Instant scheduledAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<RecordingGap> gaps,
        int viewerCount,
        @Nullable Instant asOf,
        String viewerCountMethod,
        int peakViewerCount,
        int totalViewers,
        Instant createdAt,
        Instant updatedAt,
        MediaEndpoints.Playback playback,
        @JsonInclude(JsonInclude.Include.NON_NULL) MediaEndpoints.@Nullable Ingest ingest) {

    /** Whoever has a chat connection or a heartbeat younger than this, each person once. */
    private static final String COUNTED_BY = "distinct_viewers_60s";

    static StreamView of(Stream stream, MediaEndpoints.Playback playback, MediaEndpoints.@Nullable Ingest ingest) {
        return new StreamView(
                stream.streamId(),
                stream.userId(),
                stream.broadcaster(),
                stream.title(),
                stream.description(),
                stream.category(),
                stream.tags(),
                stream.language(),
                stream.thumbnailUrl(),
                stream.visibility(),
                stream.status().wireName(),
                stream.media().wireName(),
                stream.mediaProvider(),
                stageOf(stream),
                stream.notifyOn(),
                stream.latencyMode(),
                stream.record(),
                stream.scheduledAt(),
                stream.startedAt(),
                stream.endedAt(),
                stream.gaps(),
                stream.viewerCount(),
                stream.viewersAsOf(),
                COUNTED_BY,
                stream.peakViewerCount(),
                stream.totalViewers(),
                stream.createdAt(),
                stream.updatedAt(),
                playback,
                ingest);
    }

    private static @Nullable String stageOf(Stream stream) {
        @Nullable String stored = stream.stageArn();
        return stored == null ? stream.reference().values().get("stageArn") : stored;
    }
}
