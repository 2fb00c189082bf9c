package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** A broadcaster went live; {@code notifyOn} says whether followers hear of it at the start or with the first media. */
public record StreamStarted(
        String eventType,
        String tenant,
        UUID streamId,
        UUID userId,
        String username,
        String title,
        @Nullable String description,
        @Nullable String category,
        List<String> tags,
        @Nullable String language,
        @Nullable String thumbnailUrl,
        String visibility,
        String mediaProvider,
        boolean record,
        String notifyOn,
        @Nullable Instant scheduledAt,
        Instant startedAt,
        long version)
        implements Event {

    public static final String TYPE = "stream_started";

    public StreamStarted {
        tags = List.copyOf(tags);
    }

    public StreamStarted(
            String tenant,
            UUID streamId,
            UUID userId,
            String username,
            String title,
            @Nullable String description,
            @Nullable String category,
            List<String> tags,
            @Nullable String language,
            @Nullable String thumbnailUrl,
            String visibility,
            String mediaProvider,
            boolean record,
            String notifyOn,
            @Nullable Instant scheduledAt,
            Instant startedAt,
            long version) {
        this(
                TYPE,
                tenant,
                streamId,
                userId,
                username,
                title,
                description,
                category,
                tags,
                language,
                thumbnailUrl,
                visibility,
                mediaProvider,
                record,
                notifyOn,
                scheduledAt,
                startedAt,
                version);
    }

    @Override
    public Topic topic() {
        return Topic.STREAM_STARTED;
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
