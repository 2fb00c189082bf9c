package pro.livestream.chat.erasure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.log.RoomEntry;

/** Which entries of a room's log hold somebody's words, and what stands there without them. */
final class LogErasure {

    private LogErasure() {}

    /** From each entry that must go to what takes its place; empty where nothing does. */
    static Map<String, String> rewritten(List<RoomEntry> entries, UUID userId) {
        var own = new HashSet<String>();
        for (var entry : entries) {
            if (isSaidBy(entry, userId)) {
                own.add(entry.id().toString());
            }
        }
        var rewritten = new LinkedHashMap<String, String>();
        for (var entry : entries) {
            var kept = kept(entry, userId, own);
            if (kept == null || !kept.equals(entry)) {
                rewritten.put(entry.toLine(), kept == null ? "" : kept.toLine());
            }
        }
        return rewritten;
    }

    private static boolean isSaidBy(RoomEntry entry, UUID userId) {
        return (entry.kind() == RoomEntry.Kind.COMMENTED || entry.kind() == RoomEntry.Kind.EDITED)
                && entry.userId().equals(userId);
    }

    private static @Nullable RoomEntry kept(RoomEntry entry, UUID userId, Set<String> own) {
        if (isSaidBy(entry, userId)) {
            return null;
        }
        return switch (entry.kind()) {
            case COMMENTED -> withoutQuote(entry, FrameJson.own(entry.body()), null, own);
            case PINNED -> {
                var frame = FrameJson.own(entry.body());
                yield frame.path("pinned").path("user_id").asText().equals(userId.toString())
                        ? null
                        : withoutQuote(entry, frame, "pinned", own);
            }
            case EDITED, DELETED, UNPINNED, CLEARED, SETTINGS, REACTED, NOTICED, EPOCH -> entry;
        };
    }

    private static RoomEntry withoutQuote(RoomEntry entry, ObjectNode body, @Nullable String part, Set<String> own) {
        var comment = part == null ? body : (ObjectNode) body.path(part);
        if (!own.contains(comment.path("reply").path("id").asText())) {
            return entry;
        }
        comment.remove("reply");
        return new RoomEntry(entry.kind(), entry.position(), entry.id(), entry.userId(), body.toString());
    }
}
