package pro.livestream.chat.room;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.contracts.ErrorCode;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;

/** Finds a room for somebody who wants in, or says why not. */
@Singleton
public class RoomDirectory {

    private static final int MISSES_MAX = 10_000;
    private static final Clock CLOCK = Clock.systemUTC();

    private final Rooms rooms;
    private final RoomStore store;
    private final StreamClient streams;
    private final RoomConfig config;
    private final Map<RoomKey, Instant> misses = new ConcurrentHashMap<>();
    private final Map<RoomKey, Uni<RoomFacts>> finding = new ConcurrentHashMap<>();

    RoomDirectory(Rooms rooms, RoomStore store, StreamClient streams, RoomConfig config) {
        this.rooms = rooms;
        this.store = store;
        this.streams = streams;
        this.config = config;
    }

    /** The room, open or closed; refuses with 404 a stream that has none. */
    public Uni<RoomFacts> find(Caller caller, UUID streamId) {
        var key = new RoomKey(caller.tenant().name(), streamId);
        var held = rooms.facts(key);
        if (held != null) {
            return Uni.createFrom().item(held);
        }
        return finding.computeIfAbsent(key, this::look);
    }

    /** One look for all who ask meanwhile: a crowd that comes at once must not use up the connections to PostgreSQL. */
    private Uni<RoomFacts> look(RoomKey key) {
        return store.load(key)
                .flatMap(known -> known.isPresent() ? Uni.createFrom().item(known.get()) : ask(key))
                .onTermination()
                .invoke(() -> finding.remove(key))
                .memoize()
                .indefinitely();
    }

    /** As above for what the product itself does, which no earlier miss keeps out. */
    public Uni<RoomFacts> find(RoomKey key) {
        var held = rooms.facts(key);
        return held != null
                ? Uni.createFrom().item(held)
                : store.load(key)
                        .flatMap(known -> known.isPresent()
                                ? Uni.createFrom().item(known.get())
                                : streams.find(key).flatMap(found -> open(key, found)));
    }

    /** The room for a socket: refuses also when it is closed or the caller is banned from it. */
    public Uni<RoomFacts> admit(Caller caller, UUID streamId) {
        return find(caller, streamId).invoke(facts -> {
            var now = CLOCK.instant();
            if (facts.isClosedAt(now)) {
                throw Refusal.of(410, "CHAT_CLOSED", "This chat is closed").refused();
            }
            var ban = facts.banOf(caller.userId(), now);
            if (ban != null && ban.kind() == Ban.Kind.BAN) {
                throw Refusal.of(403, "BANNED", "You are banned from this chat").refused();
            }
        });
    }

    private Uni<RoomFacts> ask(RoomKey key) {
        var now = CLOCK.instant();
        var until = misses.get(key);
        if (until != null && now.isBefore(until)) {
            return Uni.createFrom().failure(unknown());
        }
        if (rooms.isHeldByAnother(key)) {
            return Uni.createFrom()
                    .failure(Refusal.of(403, ErrorCode.WRONG_TENANT, "This stream belongs to another tenant")
                            .refused());
        }
        return streams.find(key).flatMap(known -> open(key, known));
    }

    private Uni<RoomFacts> open(RoomKey key, Optional<StreamClient.Known> known) {
        if (known.isEmpty()
                || known.get().status().equals("scheduled")
                || known.get().status().equals("cancelled")) {
            if (misses.size() >= MISSES_MAX) {
                misses.clear();
            }
            misses.put(key, CLOCK.instant().plus(config.missRemembered()));
            return Uni.createFrom().failure(unknown());
        }
        misses.remove(key);
        var stream = known.get();
        var closesAt = stream.endedAt() == null ? null : stream.endedAt().plus(config.closeAfterEnd());
        return store.open(key, stream.userId(), closesAt)
                .chain(() -> store.load(key))
                .map(Optional::orElseThrow);
    }

    private static RuntimeException unknown() {
        return Refusal.notFound("There is no such stream").refused();
    }
}
