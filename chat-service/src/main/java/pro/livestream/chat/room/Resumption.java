package pro.livestream.chat.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.history.PastEntry;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomKey;

/**
 * Answers who comes back with exactly what was missed, from memory and PostgreSQL, or says that it can't. A crowd that comes
 * back together costs one look and one spelling. On the core loop.
 */
final class Resumption {

    private static final int LOOKS_MAX = 3;
    private static final int ANSWERS_KEPT_MAX = 32;
    private static final long KEPT_MS = 5_000;

    private final RoomParts parts;
    private final Chronicle chronicle;
    private final Recent recent;
    private final Line line;
    private final Past past;
    private final Map<Range, ServerFrame.Resumed> answers = new HashMap<>();
    private long changesKnown;
    private boolean keeping;

    private record Range(long after, long upTo) {}

    /** Who asks, from where, and where the connection began to be told what happens. */
    private record Question(String epoch, long offset, Position joined, Consumer<ServerFrame.Resumed> told) {}

    Resumption(RoomKey key, RoomParts parts, Chronicle chronicle, Line line) {
        this.parts = parts;
        this.chronicle = chronicle;
        this.recent = chronicle.recent();
        this.line = line;
        this.past = new Past(key, parts);
    }

    /** What came after an offset and was not delivered since {@code joined}; later things were or will be told as they happen. */
    void answer(String epoch, long offset, Position joined, Consumer<ServerFrame.Resumed> told) {
        var question = new Question(epoch, offset, joined, told);
        if (isKnown(question)) {
            look(question, LOOKS_MAX);
        } else {
            // Another node may have told more than this one has heard.
            line.catchUp(() -> look(question, LOOKS_MAX));
        }
    }

    private boolean isKnown(Question question) {
        var now = line.position();
        return question.epoch().equals(Long.toString(now.epoch())) && question.offset() <= now.offset();
    }

    private void look(Question question, int looks) {
        if (!isKnown(question)) {
            question.told().accept(notRecovered());
            return;
        }
        var now = line.position();
        long offset = question.offset();
        var joined = question.joined();
        long upTo = joined.epoch() == now.epoch() && offset <= joined.offset() ? joined.offset() : now.offset();
        var known = answer(offset, upTo);
        if (known != null) {
            question.told().accept(known);
        } else if (looks == 0 || upTo - offset > parts.config().resumeEntriesMax() || past.isLost(offset)) {
            question.told().accept(notRecovered());
        } else {
            past.read(offset, now.offset(), () -> look(question, looks - 1));
        }
    }

    /** Null where it is not all here. */
    private ServerFrame.@Nullable Resumed answer(long offset, long upTo) {
        if (changesKnown != chronicle.changes() || chronicle.isMemoryOnly()) {
            forget();
            changesKnown = chronicle.changes();
        }
        var range = new Range(offset, upTo);
        var known = answers.get(range);
        if (known == null) {
            known = make(offset, upTo);
            if (known != null) {
                keep(range, known);
            }
        }
        return known;
    }

    private ServerFrame.@Nullable Resumed make(long offset, long upTo) {
        var comments = new ArrayList<String>();
        var changes = new ArrayList<String>();
        long memory = Math.max(offset, Math.min(recent.completeAfter(), upTo));
        if (offset < memory) {
            var older = past.between(offset, memory);
            if (older == null) {
                return null;
            }
            sort(older, comments, changes);
        }
        comments.addAll(recent.saidAfter(memory, upTo));
        changes.addAll(recent.changesAfter(memory, upTo));
        return new ServerFrame.Resumed(true, comments, changes, line.position().epoch(), upTo);
    }

    private static void sort(List<PastEntry> entries, List<String> comments, List<String> changes) {
        for (var entry : entries) {
            if (entry.isChange()) {
                changes.add(entry.json());
            } else if (!entry.json().isEmpty()) {
                comments.add(entry.json());
            }
        }
    }

    private void keep(Range range, ServerFrame.Resumed answer) {
        if (answers.size() >= ANSWERS_KEPT_MAX) {
            answers.clear();
        }
        answers.put(range, answer);
        if (!keeping) {
            keeping = true;
            parts.loop().after(KEPT_MS, () -> {
                keeping = false;
                forget();
            });
        }
    }

    private void forget() {
        answers.clear();
        past.forget();
    }

    private ServerFrame.Resumed notRecovered() {
        var now = line.position();
        return new ServerFrame.Resumed(false, chronicle.newest(), List.of(), now.epoch(), now.offset());
    }
}
