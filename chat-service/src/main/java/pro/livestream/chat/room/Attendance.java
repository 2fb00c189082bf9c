package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import pro.livestream.chat.fanout.Audience;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.platform.id.Ids;

/**
 * Tells a room who comes and goes: this node's comings of a second go to all nodes together, each shows them one by one in a
 * small room and as a number in a large one. Who is back within moments has neither left nor come. On the core loop.
 */
final class Attendance {

    private static final long TELL_MS = 1000;
    private static final UUID NOBODY = new UUID(0, 0);

    private final RoomKey key;
    private final RoomLog log;
    private final CoreLoop loop;
    private final RoomConfig config;
    private final Audience audience;
    private final LongSupplier viewers;
    private final Map<UUID, String> came = new LinkedHashMap<>();
    private final Deque<Going> going = new ArrayDeque<>();
    private boolean due;
    private int joinsHeard;
    private int leavesHeard;

    private record Going(UUID userId, String username, long untilNanos) {}

    Attendance(RoomKey key, RoomParts parts, Audience audience, LongSupplier viewers) {
        this.key = key;
        this.log = parts.log();
        this.loop = parts.loop();
        this.config = parts.config();
        this.audience = audience;
        this.viewers = viewers;
    }

    /** A user's first connection here. */
    void came(Connection.Member member) {
        if (!going.removeIf(one -> one.userId().equals(member.userId()))) {
            came.put(member.userId(), member.username());
            tellSoon();
        }
    }

    /** A user's last connection here. */
    void went(Connection.Member member) {
        if (came.remove(member.userId()) == null) {
            going.addLast(new Going(
                    member.userId(),
                    member.username(),
                    System.nanoTime() + config.leaveAfter().toNanos()));
            tellSoon();
        }
    }

    private void tellSoon() {
        if (!due) {
            due = true;
            loop.after(TELL_MS, this::tell);
        }
    }

    private void tell() {
        due = false;
        var left = new ArrayList<String>();
        long now = System.nanoTime();
        while (!going.isEmpty() && going.getFirst().untilNanos() - now <= 0) {
            left.add(going.removeFirst().username());
        }
        if (!came.isEmpty() || !left.isEmpty()) {
            var body = FrameJson.object();
            put(body, "joined", List.copyOf(came.values()));
            put(body, "left", left);
            came.clear();
            log.signal(
                    key, new RoomEntry(RoomEntry.Kind.NOTICED, Position.START, Ids.next(), NOBODY, body.toString()), 0);
        }
        tellHeard();
        if (!going.isEmpty() || joinsHeard + leavesHeard > 0) {
            tellSoon();
        }
    }

    /** Names go along where they may be shown. */
    private void put(ObjectNode body, String what, List<String> names) {
        body.put(what + "_count", names.size());
        if (names.size() <= config.noticesSingleMax()) {
            var list = body.putArray(what);
            names.forEach(list::add);
        }
    }

    /** A node told who came and went there. */
    void heard(ObjectNode body) {
        boolean small = viewers.getAsLong() <= config.noticesSingleMax();
        if (!(small && body.has("joined") && body.has("left"))) {
            joinsHeard += body.path("joined_count").asInt();
            leavesHeard += body.path("left_count").asInt();
            tellSoon();
            return;
        }
        for (JsonNode name : body.path("joined")) {
            show("join", name.asText() + " joined", name.asText());
        }
        for (JsonNode name : body.path("left")) {
            show("leave", name.asText() + " left", name.asText());
        }
    }

    private void tellHeard() {
        if (joinsHeard > 0) {
            show("join", joinsHeard + " joined", "");
        }
        if (leavesHeard > 0) {
            show("leave", leavesHeard + " left", "");
        }
        joinsHeard = 0;
        leavesHeard = 0;
    }

    private void show(String type, String message, String username) {
        audience.broadcast(new ServerFrame.Notice(type, message, username));
    }

    static boolean isOne(ObjectNode body) {
        return body.has("joined_count");
    }
}
