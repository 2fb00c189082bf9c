package pro.livestream.chat.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.fanout.Audience;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.history.PastEntry;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomKey;

/** What the log says of a room: each entry goes to its audience once and in order, gaps are filled first. On the core loop. */
final class Line implements CatchUp.Delivery {

    private final Audience audience;
    private final Chronicle chronicle;
    private final CatchUp catchUp;
    private final Reactions reactions;
    private final Attendance attendance;
    private final Map<UUID, Expected> expected = new HashMap<>();

    private Position position = Position.START;
    private Position seen = Position.START;
    private boolean ready;

    /** A message under way whose sender is connected here. */
    private record Expected(Connection sender, @Nullable String clientId, long receivedNanos) {}

    Line(RoomKey key, RoomParts parts, Audience audience, Chronicle chronicle, Attendance attendance) {
        this.audience = audience;
        this.chronicle = chronicle;
        this.attendance = attendance;
        this.reactions = new Reactions(parts.loop(), audience);
        this.catchUp = new CatchUp(key, parts, this);
    }

    /** The last place that was delivered. */
    @Override
    public Position position() {
        return position;
    }

    /** The latest place that this node knows to be taken. */
    Position seen() {
        return seen.isAfter(position) ? seen : position;
    }

    void taken(Position place) {
        if (place.isAfter(seen)) {
            seen = place;
        }
    }

    boolean isReady() {
        return ready;
    }

    /** From here on entries are delivered; {@link #drain} follows when those who waited are in. */
    void begin(Position place) {
        position = place;
        ready = true;
    }

    void drain() {
        catchUp.drain();
    }

    /** Fetches what this node has missed; {@code then} is run when that has ended, well or not. */
    void catchUp(Runnable then) {
        if (ready) {
            catchUp.run(then);
        } else {
            then.run();
        }
    }

    void catchUp() {
        catchUp(() -> {});
    }

    void expect(UUID id, Connection sender, @Nullable String clientId, long receivedNanos) {
        expected.put(id, new Expected(sender, clientId, receivedNanos));
    }

    void expectNoMore(UUID id) {
        expected.remove(id);
    }

    @Override
    public void heard(RoomEntry entry) {
        if (!ready || catchUp.isRunning()) {
            catchUp.hold(entry);
            return;
        }
        if (!entry.kind().isSequenced()) {
            if (entry.kind() == RoomEntry.Kind.EPOCH) {
                if (entry.position().isAfter(position)) {
                    catchUp();
                }
            } else {
                signal(entry);
            }
            return;
        }
        var place = entry.position();
        if (place.epoch() == position.epoch() && place.offset() == position.offset() + 1) {
            deliver(entry);
        } else if (place.isAfter(position)) {
            catchUp.hold(entry);
            catchUp();
        }
    }

    @Override
    public void lost(long offset) {
        chronicle.recent().completeFrom(offset);
    }

    @Override
    public void enter(Position place) {
        boolean newEpoch = place.epoch() != position.epoch();
        if (newEpoch) {
            chronicle.recent().completeFrom(place.offset());
        }
        position = place;
        if (newEpoch) {
            tellEpoch();
        }
    }

    /** Who is connected has missed nothing, but must resume from here on by the new epoch. */
    private void tellEpoch() {
        audience.broadcast(new ServerFrame.Resumed(true, List.of(), List.of(), position.epoch(), position.offset()));
    }

    @Override
    public void deliver(RoomEntry entry) {
        var place = entry.position();
        if (place.epoch() != position.epoch()) {
            enter(new Position(place.epoch(), place.offset() - 1));
        }
        position = place;
        var frame = chronicle.apply(entry);
        var sender = sender(expected.remove(entry.id()), frame);
        if (Ordinary.is(entry)) {
            audience.broadcastOrdinary(frame, sender, place.offset(), () -> Ordinary.concerned(entry));
        } else {
            audience.broadcast(frame, sender);
        }
    }

    private static Audience.Sender sender(@Nullable Expected under, ServerFrame frame) {
        if (under == null || !(frame instanceof ServerFrame.Commented commented)) {
            return Audience.Sender.NONE;
        }
        var own = under.clientId() == null ? null : new ServerFrame.Commented(commented.comment(), under.clientId());
        return new Audience.Sender(under.sender(), own, under.receivedNanos());
    }

    @Override
    public void deliverStored(PastEntry entry) {
        if (entry.offset() > position.offset()) {
            position = new Position(position.epoch(), entry.offset());
            var frame = chronicle.apply(entry);
            if (frame != null) {
                audience.broadcast(frame);
            }
        }
    }

    private void signal(RoomEntry entry) {
        var body = FrameJson.own(entry.body());
        if (entry.kind() == RoomEntry.Kind.REACTED) {
            reactions.add(new ServerFrame.Reacted(
                    body.path("username").asText(),
                    body.path("stamp_id").asInt(),
                    body.path("stamp_name").asText(),
                    body.path("stamp_image_url").asText(),
                    1));
        } else if (entry.kind() == RoomEntry.Kind.NOTICED && Attendance.isOne(body)) {
            attendance.heard(body);
        } else if (entry.kind() == RoomEntry.Kind.NOTICED) {
            audience.broadcast(new ServerFrame.Notice(
                    body.path("message_type").asText(), body.path("message").asText(), ""));
        }
    }
}
