package pro.livestream.chat.room;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.fanout.Audience;
import pro.livestream.chat.fanout.CloseReason;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.contracts.event.MentionedUser;
import pro.livestream.platform.identity.Revocations;

/**
 * A room as this node holds it: delivers every entry once and in order, fills gaps before going on, shows newcomers where
 * it stands. All methods run on the core loop.
 */
public final class Room {

    private static final Clock CLOCK = Clock.systemUTC();

    private final RoomKey key;
    private final RoomParts parts;
    private final Audience audience;
    private final Chronicle chronicle;
    private final Resumption resumption;
    private final Line line;
    private final Attendance attendance;
    private final Map<Connection, Position> joined = new HashMap<>();
    private final List<Connection> arrivals = new ArrayList<>();

    private long viewers = -1;
    private long emptySinceNanos;

    Room(RoomFacts facts, RoomParts parts) {
        this.key = facts.key();
        this.parts = parts;
        this.audience = new Audience(parts.fanout(), parts.metrics());
        this.chronicle = new Chronicle(facts, parts);
        this.attendance = new Attendance(key, parts, audience, () -> Math.max(viewers, audience.users()));
        this.line = new Line(key, parts, audience, chronicle, attendance);
        this.resumption = new Resumption(key, parts, chronicle, line);
        this.emptySinceNanos = System.nanoTime();
    }

    public RoomKey key() {
        return key;
    }

    /** Also from other threads. */
    public RoomFacts facts() {
        return chronicle.facts();
    }

    /** The latest place that this node knows to be taken. */
    public Position seen() {
        return line.seen();
    }

    public void taken(Position place) {
        line.taken(place);
    }

    // ---- life

    /** Subscribes, reads what is there, and lets everybody in who came meanwhile. */
    Future<Void> open() {
        if (!parts.log().isUp()) {
            return openWithoutRedis();
        }
        return parts.log()
                .subscribe(key, line::heard)
                .compose(subscribed -> parts.epochs().repair(key, Position.START))
                .compose(head -> parts.onTop(key))
                .compose(stored -> parts.log().read(key).map(snapshot -> {
                    stored.forEach(chronicle::remindOf);
                    start(snapshot);
                    return (Void) null;
                }))
                .recover(failure -> parts.log().isUp() ? Future.failedFuture(failure) : openWithoutRedis());
    }

    private void start(RoomLog.Snapshot snapshot) {
        var head = snapshot.head() == null ? Position.START : snapshot.head();
        long first = head.offset();
        for (var entry : snapshot.entries()) {
            chronicle.apply(entry);
            if (entry.position().epoch() == head.epoch()) {
                first = Math.min(first, entry.position().offset() - 1);
            }
        }
        chronicle.recent().completeFrom(first);
        becomeReady(head);
    }

    /** History from PostgreSQL; catching up follows when Redis is back. */
    private Future<Void> openWithoutRedis() {
        parts.log().subscribe(key, line::heard);
        return parts.stored(key)
                .compose(past -> parts.onTop(key).map(stored -> {
                    stored.forEach(chronicle::remindOf);
                    past.newest().forEach(chronicle::remember);
                    chronicle.recent().completeFrom(past.highest().offset());
                    becomeReady(past.highest());
                    return null;
                }));
    }

    private void becomeReady(Position place) {
        line.begin(place);
        var waiting = List.copyOf(arrivals);
        arrivals.clear();
        waiting.forEach(this::join);
        line.drain();
    }

    /** Lets go of everybody who waits for a room that can't be opened. */
    void failed(CloseReason reason) {
        arrivals.forEach(connection -> connection.close(reason));
        arrivals.clear();
    }

    void close() {
        parts.log().unsubscribe(key);
        audience.closeAll(connection -> CloseReason.STREAM_ENDED);
        failed(CloseReason.STREAM_ENDED);
    }

    void sayGoodbye(Function<Connection, CloseReason> reason) {
        audience.closeAll(reason);
    }

    boolean isEmptySince(long beforeNanos) {
        return audience.connections() == 0 && arrivals.isEmpty() && emptySinceNanos < beforeNanos;
    }

    // ---- connections

    /** Welcomes a connection at this very place of the room, or when the room is ready. */
    void join(Connection connection) {
        if (!line.isReady()) {
            arrivals.add(connection);
            return;
        }
        var member = connection.member();
        boolean first = !audience.has(member.userId());
        joined.put(connection, line.position());
        audience.join(
                connection,
                new ServerFrame.Welcome(
                        key.streamId().toString(),
                        member.userId().toString(),
                        member.username(),
                        member.role(),
                        chronicle.view(line.position(), CLOCK.instant())));
        if (first) {
            attendance.came(member);
        }
        if (viewers >= 0) {
            audience.tell(connection, new ServerFrame.Viewers(viewers));
        }
    }

    void left(Connection connection) {
        arrivals.remove(connection);
        if (joined.remove(connection) != null) {
            audience.left(connection);
            if (!audience.has(connection.member().userId())) {
                attendance.went(connection.member());
            }
            emptySinceNanos = System.nanoTime();
        }
    }

    public int connections() {
        return joined.size();
    }

    public Iterable<Connection> members() {
        return joined.keySet();
    }

    /** What a user says from now on bears this name. */
    public void rename(UUID userId, String username) {
        audience.of(userId).forEach(connection -> connection.member().rename(username));
    }

    void checkAlive() {
        audience.checkAlive(parts.config().pingsMissedMax());
    }

    // ---- what was asked for

    /** The sender's own copy of a message will bear its client id. */
    public void expect(UUID id, Connection sender, @Nullable String clientId, long receivedNanos) {
        line.expect(id, sender, clientId, receivedNanos);
    }

    public void expectNoMore(UUID id) {
        line.expectNoMore(id);
    }

    /** Answers with exactly what came after an offset and was not delivered on this connection. */
    public void resume(Connection connection, String epoch, long offset) {
        var joinedAt = joined.get(connection);
        if (joinedAt != null) {
            resumption.answer(epoch, offset, joinedAt, frame -> tell(connection, frame));
        }
    }

    /** Older comments out of memory, or null where it does not reach. */
    public @Nullable List<String> before(@Nullable Long offset, int limit) {
        return chronicle.recent().before(offset == null ? Long.MAX_VALUE : offset, limit);
    }

    /** Who of that name has spoken recently, on whichever node; null where nobody has. */
    public @Nullable MentionedUser speaker(String name) {
        return chronicle.recent().speaker(name);
    }

    /** A recent comment's object, or null. */
    public @Nullable String find(UUID id) {
        var said = chronicle.recent().find(id);
        return said == null ? null : said.json;
    }

    /** Sends behind everything broadcast so far. */
    public void tell(Connection connection, ServerFrame frame) {
        if (joined.containsKey(connection)) {
            audience.tell(connection, frame);
        }
    }

    public void broadcast(ServerFrame frame) {
        audience.broadcast(frame);
    }

    // ---- what moderators decided

    /** Takes over what PostgreSQL says, except what the log says later. */
    void refresh(RoomFacts fresh) {
        if (fresh.rules().version() < facts().rules().version()) {
            // Read before what is known already; whoever changed it since has had it read again.
            return;
        }
        boolean ended = facts().closesAt() == null && fresh.closesAt() != null;
        chronicle.refresh(fresh);
        for (var ban : fresh.bans().values()) {
            if (ban.kind() == Ban.Kind.BAN) {
                closeMember(ban.userId(), CloseReason.BANNED);
            }
        }
        if (ended) {
            audience.broadcast(new ServerFrame.Notice("system", "The stream has ended", ""));
        }
    }

    public void closeMember(UUID userId, CloseReason reason) {
        audience.of(userId).forEach(connection -> connection.close(reason));
    }

    /** Closes the sockets of an ended session, or all that a user opened with tokens that are void. */
    void closeSessions(IdentityRevoked revoked, CloseReason reason) {
        for (var connection : List.copyOf(joined.keySet())) {
            if (Revocations.concerns(revoked, connection.member().caller())) {
                connection.close(reason);
            }
        }
    }

    public void viewers(long count) {
        if (count != viewers) {
            viewers = count;
            audience.broadcast(new ServerFrame.Viewers(count));
        }
    }

    /** Fetches what this node has missed. */
    void catchUp() {
        line.catchUp();
    }
}
