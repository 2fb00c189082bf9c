package pro.livestream.stream.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.Signal;
import pro.livestream.stream.profile.Broadcaster;

/** A row of {@code streams} with its broadcaster. */
record Stream(
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
        StreamStatus status,
        MediaState media,
        String mediaProvider,
        @Nullable String stageArn,
        String notifyOn,
        String latencyMode,
        boolean record,
        @Nullable Instant scheduledAt,
        @Nullable Instant startedAt,
        @Nullable Instant mediaChangedAt,
        @Nullable Instant endedAt,
        int viewerCount,
        int peakViewerCount,
        int totalViewers,
        @Nullable Instant viewersAsOf,
        List<RecordingGap> gaps,
        MediaReference reference,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    Stream {
        tags = List.copyOf(tags);
        gaps = List.copyOf(gaps);
    }

    Stream with(List<RecordingGap> newGaps, MediaReference newReference) {
        return new Stream(
                streamId,
                userId,
                broadcaster,
                title,
                description,
                category,
                tags,
                language,
                thumbnailUrl,
                visibility,
                status,
                media,
                mediaProvider,
                stageArn,
                notifyOn,
                latencyMode,
                record,
                scheduledAt,
                startedAt,
                mediaChangedAt,
                endedAt,
                viewerCount,
                peakViewerCount,
                totalViewers,
                viewersAsOf,
                newGaps,
                newReference,
                version,
                createdAt,
                updatedAt);
    }

    Signal signal() {
        return Signal.stored(media, mediaChangedAt == null ? updatedAt : mediaChangedAt);
    }
}
