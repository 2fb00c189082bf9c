package pro.livestream.chat.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.history.PastEntry;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomKey;

/** Answers who comes back with exactly what was missed, from memory or PostgreSQL, or says that it can't. On the core loop. */
final class Resumption {

    private final RoomKey key;
    private final RoomParts parts;
    private final Chronicle chronicle;
    private final Recent recent;
    private final Supplier<Position> position;

    /** {@code position} is where the room stands whenever it is asked. */
    Resumption(RoomKey key, RoomParts parts, Chronicle chronicle, Supplier<Position> position) {
        this.key = key;
        this.parts = parts;
        this.chronicle = chronicle;
        this.recent = chronicle.recent();
        this.position = position;
    }

    /** What came after an offset and was not delivered since {@code joined}; later things were or will be told as they happen. */
    void answer(String epoch, long offset, Position joined, Consumer<ServerFrame.Resumed> told) {
        var now = position.get();
        if (!epoch.equals(Long.toString(now.epoch())) || offset > now.offset()) {
            told.accept(notRecovered());
            return;
        }
        var upTo = joined.epoch() == now.epoch() && offset < joined.offset() ? joined.offset() : now.offset();
        if (offset >= recent.completeAfter()) {
            told.accept(recovered(recent.saidAfter(offset, upTo), recent.changesAfter(offset, upTo), upTo));
        } else if (upTo - offset > parts.config().resumeEntriesMax()) {
            told.accept(notRecovered());
        } else {
            fromStore(offset, upTo, told);
        }
    }

    private void fromStore(long offset, long upTo, Consumer<ServerFrame.Resumed> told) {
        var epoch = position.get().epoch();
        parts.between(
                        key,
                        offset,
                        upTo + 1,
                        parts.config().resumeEntriesMax(),
                        parts.config().resumeAgeMax())
                .onComplete(read -> {
                    boolean whole = read.succeeded()
                            && read.result().size() == upTo - offset
                            && epoch == position.get().epoch();
                    told.accept(whole ? recovered(read.result(), upTo) : notRecovered());
                });
    }

    private ServerFrame.Resumed recovered(List<PastEntry> entries, long upTo) {
        var comments = new ArrayList<String>();
        var changes = new ArrayList<String>();
        for (var entry : entries) {
            if (entry.isChange()) {
                changes.add(entry.json());
            } else if (!entry.json().isEmpty()) {
                comments.add(entry.json());
            }
        }
        return recovered(comments, changes, upTo);
    }

    private ServerFrame.Resumed recovered(List<String> comments, List<String> changes, long upTo) {
        return new ServerFrame.Resumed(true, comments, changes, position.get().epoch(), upTo);
    }

    private ServerFrame.Resumed notRecovered() {
        var now = position.get();
        return new ServerFrame.Resumed(false, chronicle.newest(), List.of(), now.epoch(), now.offset());
    }
}
