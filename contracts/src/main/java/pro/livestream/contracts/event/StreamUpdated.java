package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** The latest public metadata of a stream. */
public record StreamUpdated(
        String eventType,
        String tenant,
        UUID streamId,
        UUID userId,
        String title,
        @Nullable String description,
        @Nullable String category,
        List<String> tags,
        @Nullable String language,
        @Nullable String thumbnailUrl,
        String visibility,
        String status,
        String media,
        @Nullable Instant scheduledAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant updatedAt,
        long version)
        implements Event {

    public static final String TYPE = "stream_updated";

    public StreamUpdated {
        tags = List.copyOf(tags);
    }

    public StreamUpdated(
            String tenant,
            UUID streamId,
            UUID userId,
            String title,
            @Nullable String description,
            @Nullable String category,
            List<String> tags,
            @Nullable String language,
            @Nullable String thumbnailUrl,
            String visibility,
            String status,
            String media,
            @Nullable Instant scheduledAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            Instant updatedAt,
            long version) {
        this(
                TYPE,
                tenant,
                streamId,
                userId,
                title,
                description,
                category,
                tags,
                language,
                thumbnailUrl,
                visibility,
                status,
                media,
                scheduledAt,
                startedAt,
                endedAt,
                updatedAt,
                version);
    }

    @Override
    public Topic topic() {
        return Topic.STREAM_UPDATED;
    }

    @Override
    public String key() {
        return streamId.toString();
    }

    @Override
    public Long aggregateVersion() {
        return version;
    }
}
