package pro.livestream.stream.lifecycle;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.PageRequest;

/** Which streams a list shows, in which order. */
record StreamQuery(
        @Nullable StreamStatus status,
        @Nullable UUID userId,
        @Nullable String category,
        @Nullable String text,
        Sort sort,
        PageRequest page,
        @Nullable UUID viewer) {

    enum Sort {
        RECENT,
        VIEWERS;

        static Sort named(String wireName) {
            return switch (wireName) {
                case "recent" -> RECENT;
                case "viewers" -> VIEWERS;
                default -> throw new StreamError.Invalid("sort", "must be recent or viewers").refused();
            };
        }
    }

    static StreamQuery from(
            @Nullable String status,
            @Nullable String userId,
            @Nullable String category,
            @Nullable String text,
            @Nullable String sort,
            PageRequest page,
            @Nullable UUID viewer) {
        return new StreamQuery(
                status == null ? null : status(status),
                userId == null ? null : id(userId),
                category,
                text == null || text.isBlank() ? null : text.strip(),
                sort == null ? Sort.RECENT : Sort.named(sort),
                page,
                viewer);
    }

    private static StreamStatus status(String name) {
        return switch (name) {
            case "live" -> StreamStatus.LIVE;
            case "ended" -> StreamStatus.ENDED;
            case "scheduled" -> StreamStatus.SCHEDULED;
            default -> throw new StreamError.Invalid("status", "must be live, ended or scheduled").refused();
        };
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new StreamError.Invalid("user_id", "must be a UUID").refused();
        }
    }

    Cursor cursorAfter(Stream stream) {
        return switch (sort) {
            case RECENT -> Cursor.of(stream.streamId());
            case VIEWERS -> Cursor.of(stream.viewerCount(), stream.streamId());
        };
    }
}
