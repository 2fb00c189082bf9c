package pro.livestream.chat.room;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.frame.RoomView;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.history.PastEntry;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;

/** What a room's entries have made of it so far: what was said, what is on top, how it may be used. On the core loop. */
final class Chronicle {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Recent recent;
    private final OnTop onTop = new OnTop();
    private final int recentMax;
    private final Duration ephemeralKept;
    private volatile RoomFacts facts;
    private @Nullable RoomView view;
    private long changes;

    Chronicle(RoomFacts facts, RoomParts parts) {
        this.facts = facts;
        this.ephemeralKept = parts.ephemeralKept();
        this.recent = new Recent(parts.entriesMax(), this::oldestShown);
        this.recentMax = parts.config().recentMax();
    }

    private @Nullable Instant oldestShown() {
        return isMemoryOnly() ? CLOCK.instant().minus(ephemeralKept) : null;
    }

    /** Whether nothing of the room is in PostgreSQL, and its memory ends with time. */
    boolean isMemoryOnly() {
        return facts.settings().retention().isMemoryOnly();
    }

    /** Also from other threads. */
    RoomFacts facts() {
        return facts;
    }

    Recent recent() {
        return recent;
    }

    /** Takes over what PostgreSQL says, except what the log says later. */
    void refresh(RoomFacts fresh) {
        facts = fresh.withSettings(facts.settings()).withPinned(facts.pinned());
        view = null;
    }

    /** Takes an entry in and answers how it is told. */
    ServerFrame apply(RoomEntry entry) {
        view = null;
        long offset = entry.position().offset();
        var json = FrameJson.withOffset(entry.body(), offset);
        if (entry.kind() == RoomEntry.Kind.COMMENTED) {
            say(new Recent.Said(offset, entry.id(), entry.userId(), json));
            return new ServerFrame.Commented(json, null);
        }
        changed(offset, json);
        switch (entry.kind()) {
            case EDITED -> recent.edit(entry.id(), FrameJson.own(entry.body()));
            case DELETED -> deleted(entry.id());
            case CLEARED -> {
                recent.clear(entry.userId());
                onTop.clear(entry.userId());
                unpinIf("user_id", entry.userId());
            }
            case PINNED ->
                facts = facts.withPinned(
                        FrameJson.own(entry.body()).path("pinned").toString());
            case UNPINNED -> facts = facts.withPinned(null);
            case SETTINGS ->
                facts = facts.withSettings(
                        RoomSettings.of(FrameJson.own(entry.body()).withObject("settings"), facts.settings()));
            case COMMENTED, REACTED, NOTICED, EPOCH -> {}
        }
        return new ServerFrame.Changed(json);
    }

    private void changed(long offset, String frame) {
        changes++;
        recent.change(new Recent.Change(offset, frame));
    }

    private void deleted(UUID id) {
        recent.delete(id);
        onTop.delete(id);
        unpinIf("id", id);
    }

    private void unpinIf(String field, UUID value) {
        var pinned = facts.pinned();
        if (pinned != null && FrameJson.own(pinned).path(field).asText().equals(value.toString())) {
            facts = facts.withPinned(null);
        }
    }

    /** Takes in what PostgreSQL kept and answers how it is told; null for what has gone since. */
    @Nullable ServerFrame apply(PastEntry entry) {
        view = null;
        if (entry.isChange()) {
            changed(entry.offset(), entry.json());
            return new ServerFrame.Changed(entry.json());
        }
        if (entry.json().isEmpty()) {
            return null;
        }
        remember(entry);
        return new ServerFrame.Commented(entry.json(), null);
    }

    /** Takes in a comment that was told before. */
    void remember(PastEntry entry) {
        view = null;
        say(said(entry));
    }

    /** Takes in a comment that may still have to stay on top. */
    void remindOf(PastEntry superchat) {
        onTop.say(said(superchat));
    }

    private void say(Recent.Said said) {
        recent.say(said);
        onTop.say(said);
    }

    private static Recent.Said said(PastEntry entry) {
        return new Recent.Said(entry.offset(), entry.id(), entry.userId(), entry.json());
    }

    /** How many changes there have been: edits, deletes and the like, after which what was said may be told otherwise. */
    long changes() {
        return changes;
    }

    /** What newcomers are shown now. */
    RoomView view(Position position, Instant now) {
        var superchats = onTop.at(now);
        var known = view;
        if (known == null
                || isMemoryOnly()
                || known.epoch() != position.epoch()
                || known.offset() != position.offset()
                || !known.superchats().equals(superchats)) {
            known = new RoomView(
                    facts.settings().toJson(),
                    position.epoch(),
                    position.offset(),
                    facts.pinned(),
                    superchats,
                    recent.newest(recentMax));
            view = known;
        }
        return known;
    }

    List<String> newest() {
        return recent.newest(recentMax);
    }
}
