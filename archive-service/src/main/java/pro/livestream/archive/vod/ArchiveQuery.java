package pro.livestream.archive.vod;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.PageRequest;

/** Which archives a list shows, and to whom. */
record ArchiveQuery(
        @Nullable UUID userId,
        @Nullable UUID streamId,
        @Nullable String text,
        PageRequest page,
        @Nullable UUID viewer) {

    static ArchiveQuery from(
            @Nullable String userId,
            @Nullable String streamId,
            @Nullable String text,
            PageRequest page,
            @Nullable UUID viewer) {
        return new ArchiveQuery(
                userId == null ? null : id("user_id", userId),
                streamId == null ? null : id("stream_id", streamId),
                text == null || text.isBlank() ? null : text.strip(),
                page,
                viewer);
    }

    private static UUID id(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ArchiveError.Invalid(field, "must be a UUID").refused();
        }
    }
}
