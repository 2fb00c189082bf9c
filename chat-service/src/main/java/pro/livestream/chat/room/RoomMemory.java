package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.LogConfig;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;

/** What the room's log in Redis still holds, as it stands after edits and deletes: all there is of an ephemeral room. On the core loop. */
@Singleton
public class RoomMemory {

    private final RoomLog log;
    private final CoreLoop loop;
    private final LogConfig config;

    RoomMemory(RoomLog log, CoreLoop loop, LogConfig config) {
        this.log = log;
        this.loop = loop;
        this.config = config;
    }

    /** Comment objects with their offsets, the newest first; fails with a passing refusal while Redis is away. */
    public Future<List<ObjectNode>> newest(RoomKey key) {
        return log.read(key)
                .recover(away -> Future.failedFuture(ChatError.UNAVAILABLE.refused()))
                .map(snapshot -> fold(snapshot.entries()));
    }

    /** As above, from before an offset and not more than that many. */
    public Future<List<ObjectNode>> before(RoomKey key, @Nullable Long offset, int limit) {
        return newest(key)
                .map(all -> all.stream()
                        .filter(one -> offset == null || one.path("offset").asLong() < offset)
                        .limit(limit)
                        .toList());
    }

    /** As above of those that match, asked for from any thread. */
    public Uni<List<ObjectNode>> read(RoomKey key, @Nullable Long offset, int limit, Predicate<ObjectNode> matching) {
        return Uni.createFrom()
                .emitter(done -> loop.execute(() -> newest(key)
                        .onSuccess(all -> done.complete(all.stream()
                                .filter(one ->
                                        offset == null || one.path("offset").asLong() < offset)
                                .filter(matching)
                                .limit(limit)
                                .toList()))
                        .onFailure(done::fail)));
    }

    /** Null where it is not there, or no more. */
    public Future<@Nullable ObjectNode> find(RoomKey key, UUID id) {
        return newest(key).map(all -> {
            for (var comment : all) {
                if (comment.path("id").asText().equals(id.toString())) {
                    return comment;
                }
            }
            return null;
        });
    }

    private List<ObjectNode> fold(List<RoomEntry> entries) {
        Instant oldest = Clock.systemUTC().instant().minus(config.ephemeralKept());
        var recent = new Recent(config.entriesMax(), () -> oldest);
        for (var entry : entries) {
            switch (entry.kind()) {
                case COMMENTED -> {
                    long offset = entry.position().offset();
                    recent.say(new Recent.Said(
                            offset, entry.id(), entry.userId(), FrameJson.withOffset(entry.body(), offset)));
                }
                case EDITED -> recent.edit(entry.id(), FrameJson.own(entry.body()));
                case DELETED -> recent.delete(entry.id());
                case CLEARED -> recent.clear(entry.userId());
                case PINNED, UNPINNED, SETTINGS, REACTED, NOTICED, EPOCH -> {}
            }
        }
        var newest = new ArrayList<ObjectNode>();
        recent.newest(config.entriesMax()).forEach(json -> newest.addFirst(FrameJson.own(json)));
        return newest;
    }
}
