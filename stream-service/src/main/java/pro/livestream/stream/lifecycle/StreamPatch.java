package pro.livestream.stream.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a broadcaster changes; a field that is absent or null stays. */
public record StreamPatch(
        @Nullable String title,
        @Nullable String description,
        @Nullable String category,
        @Nullable List<String> tags,
        @Nullable String language,
        @Nullable String thumbnailUrl,
        @Nullable String visibility) {}
