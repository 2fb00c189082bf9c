package pro.livestream.stream.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.MediaState;
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
        long version,
        Instant createdAt,
        Instant updatedAt) {

    Stream {
        tags = List.copyOf(tags);
    }
}
