package pro.livestream.stream.lifecycle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a broadcaster says of a new stream; all but the title has a default. */
public record StreamDraft(
        @Nullable String title,
        @Nullable String description,
        @Nullable String category,
        @Nullable List<String> tags,
        @Nullable String language,
        @Nullable String thumbnailUrl,
        @Nullable String visibility,
        @Nullable String notifyOn,
        @Nullable String latencyMode,
        @Nullable Boolean record,
        @Nullable Instant scheduledAt) {}
