package pro.livestream.chat.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.admission.Admission;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.log.Appending;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.room.Retention;
import pro.livestream.chat.room.Role;
import pro.livestream.chat.room.Room;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.chat.room.Rooms;

/** Comments that the product makes of what happened elsewhere: each stands in its room once, however often it is asked for. */
@Singleton
public class Posts {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Messages messages;
    private final Admission admission;
    private final Rooms rooms;
    private final CoreLoop loop;

    /**
     * A comment in somebody's name. {@code fields} are what it has beyond a message's, given when it was said;
     * {@code remembered} is how long Redis knows it again by its id.
     */
    public record Post(
            UUID id,
            UUID userId,
            String username,
            String text,
            String messageType,
            Function<Instant, ObjectNode> fields,
            Duration remembered,
            @Nullable UUID replyTo,
            boolean asItIs) {

        /** One whose text is left out where the room's rules don't like it, since it is shown all the same. */
        public Post(
                UUID id,
                UUID userId,
                String username,
                String text,
                String messageType,
                Function<Instant, ObjectNode> fields,
                Duration remembered) {
            this(id, userId, username, text, messageType, fields, remembered, null, false);
        }
    }

    Posts(Messages messages, Admission admission, Rooms rooms, CoreLoop loop) {
        this.messages = messages;
        this.admission = admission;
        this.rooms = rooms;
        this.loop = loop;
    }

    /** Completes with its place when it is stored; fails with a passing refusal while Redis is away. From any thread. */
    public Uni<Position> post(RoomFacts room, Post post) {
        return Uni.createFrom()
                .emitter(done -> loop.execute(() -> put(room, post).onComplete(put -> {
                    if (put.succeeded()) {
                        done.complete(put.result());
                    } else {
                        done.fail(put.cause());
                    }
                })));
    }

    private Future<Position> put(RoomFacts facts, Post post) {
        var key = facts.key();
        var held = rooms.get(key);
        var now = CLOCK.instant();
        var text = text(facts, post);
        var retention = facts.settings().retention();
        var body = comment(key, held, post, text, now).toJson();
        return messages.place(new Appending(
                        key,
                        RoomEntry.Kind.COMMENTED,
                        post.id(),
                        post.userId(),
                        body,
                        null,
                        now.toEpochMilli(),
                        false,
                        Duration.ZERO,
                        held == null ? Position.START : held.seen(),
                        post.remembered(),
                        Messages.keeping(retention)))
                .compose(place -> {
                    if (held != null) {
                        held.taken(place.position());
                    }
                    if (retention.isMemoryOnly()) {
                        return Future.succeededFuture(place.position());
                    }
                    var said = Instant.ofEpochMilli(place.createdAtMs());
                    return store(key, retention, comment(key, held, post, text, said), place.position());
                });
    }

    private String text(RoomFacts room, Post post) {
        if (post.asItIs()) {
            return post.text();
        }
        var text = TextPolicy.clean(post.text());
        return admission.isWelcome(room, text) ? text : "";
    }

    private static Comment comment(RoomKey key, @Nullable Room held, Post post, String text, Instant said) {
        var quoted = held == null || post.replyTo() == null ? null : held.find(post.replyTo());
        var details = FrameJson.own(CommentMaker.details(held, Role.VIEWER.wireName(), text, quoted));
        details.setAll(post.fields().apply(said));
        return new Comment(
                post.id(),
                key.streamId(),
                post.userId(),
                post.username(),
                text,
                said,
                post.messageType(),
                quoted == null ? null : post.replyTo(),
                details.toString(),
                null);
    }

    private Future<Position> store(RoomKey key, Retention retention, Comment comment, Position position) {
        Promise<Position> stored = Promise.promise();
        var holder = new Storing.@Nullable Message[1];
        var row = new Storing.Message(
                key.tenant(),
                comment,
                position,
                () -> {
                    var written = holder[0];
                    if (written != null) {
                        messages.stored(written);
                    }
                    messages.stored(key, retention);
                    stored.tryComplete(position);
                },
                () -> stored.tryFail(new IllegalStateException("the comment " + comment.id() + " can't be stored")));
        holder[0] = row;
        messages.store(row);
        return stored.future();
    }
}
