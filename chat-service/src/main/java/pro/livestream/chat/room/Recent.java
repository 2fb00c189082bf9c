package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.contracts.event.MentionedUser;

/** A room's newest comments, as they stand after edits and deletes, and its newest changes. */
final class Recent {

    /** A comment object with its place. */
    static final class Said {
        final long offset;
        final UUID id;
        final UUID userId;
        String json;

        Said(long offset, UUID id, UUID userId, String json) {
            this.offset = offset;
            this.id = id;
            this.userId = userId;
            this.json = json;
        }

        private boolean isSaidBefore(Instant bound) {
            return FrameJson.own(json).path("created_at").asText().compareTo(FrameJson.time(bound)) < 0;
        }
    }

    /** A change frame with its place. */
    record Change(long offset, String frame) {}

    private static final String USERNAME = "\"username\":\"";

    private final int entriesMax;
    private final Supplier<@Nullable Instant> oldest;
    private final Deque<Said> said = new ArrayDeque<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private long completeAfter;

    /** {@code oldest} is when the first comment may have been said whenever it is asked; null for no bound. */
    Recent(int entriesMax, Supplier<@Nullable Instant> oldest) {
        this.entriesMax = entriesMax;
        this.oldest = oldest;
    }

    /** Lets go of what is too old, with the changes up to there, which may hold its words. */
    private void expire() {
        var bound = oldest.get();
        while (bound != null && !said.isEmpty() && said.getFirst().isSaidBefore(bound)) {
            long gone = said.removeFirst().offset;
            completeAfter = Math.max(completeAfter, gone);
            changes.removeIf(change -> change.offset() <= gone);
        }
    }

    /** Everything later than this offset, in the current epoch, is here. */
    long completeAfter() {
        expire();
        return completeAfter;
    }

    /** Starts to vouch for completeness anew, behind an offset; what is here stays for newcomers. */
    void completeFrom(long offset) {
        completeAfter = offset;
    }

    void say(Said comment) {
        said.addLast(comment);
        if (said.size() > entriesMax) {
            completeAfter = Math.max(completeAfter, said.removeFirst().offset);
        }
    }

    void change(Change change) {
        changes.addLast(change);
        if (changes.size() > entriesMax) {
            completeAfter = Math.max(completeAfter, changes.removeFirst().offset());
        }
    }

    void edit(UUID id, ObjectNode frame) {
        var comment = find(id);
        if (comment == null) {
            return;
        }
        var json = FrameJson.own(comment.json);
        json.remove(List.of("links", "mentions"));
        for (var field : List.of("message", "edited_at", "links", "mentions")) {
            if (frame.has(field)) {
                json.set(field, frame.get(field));
            }
        }
        comment.json = json.toString();
    }

    void delete(UUID id) {
        said.removeIf(comment -> comment.id.equals(id));
    }

    /** Also quotes of what was cleared go. */
    void clear(UUID userId) {
        var cleared = new HashSet<String>();
        said.removeIf(comment -> comment.userId.equals(userId) && cleared.add(comment.id.toString()));
        for (var comment : said) {
            if (comment.json.contains("\"reply\":{")) {
                var json = FrameJson.own(comment.json);
                if (cleared.contains(json.path("reply").path("id").asText())) {
                    json.remove("reply");
                    comment.json = json.toString();
                }
            }
        }
    }

    @Nullable Said find(UUID id) {
        expire();
        for (var comment : said) {
            if (comment.id.equals(id)) {
                return comment;
            }
        }
        return null;
    }

    /** By the name in the comments' beginning, before which no user's text stands; nothing else is parsed. */
    @Nullable MentionedUser speaker(String name) {
        expire();
        for (var comments = said.descendingIterator(); comments.hasNext(); ) {
            var comment = comments.next();
            int start = comment.json.indexOf(USERNAME) + USERNAME.length();
            if (comment.json.regionMatches(true, start, name, 0, name.length())
                    && comment.json.startsWith("\"", start + name.length())) {
                return new MentionedUser(comment.userId, comment.json.substring(start, start + name.length()));
            }
        }
        return null;
    }

    List<String> newest(int count) {
        expire();
        var newest = new ArrayList<String>(count);
        int skip = Math.max(0, said.size() - count);
        for (var comment : said) {
            if (skip-- <= 0) {
                newest.add(comment.json);
            }
        }
        return newest;
    }

    List<String> saidAfter(long offset, long upTo) {
        expire();
        var found = new ArrayList<String>();
        for (var comment : said) {
            if (comment.offset > offset && comment.offset <= upTo) {
                found.add(comment.json);
            }
        }
        return found;
    }

    List<String> changesAfter(long offset, long upTo) {
        var found = new ArrayList<String>();
        for (var change : changes) {
            if (change.offset() > offset && change.offset() <= upTo) {
                found.add(change.frame());
            }
        }
        return found;
    }

    /** Comments before an offset, newest last, or null when older ones than are here could belong to it. */
    @Nullable List<String> before(long offset, int limit) {
        expire();
        var found = new ArrayDeque<String>();
        for (var comments = said.descendingIterator(); comments.hasNext() && found.size() < limit; ) {
            var comment = comments.next();
            if (comment.offset < offset) {
                found.addFirst(comment.json);
            }
        }
        return found.size() == limit ? new ArrayList<>(found) : null;
    }
}
