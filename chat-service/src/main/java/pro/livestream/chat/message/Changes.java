package pro.livestream.chat.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.admission.Admission;
import pro.livestream.chat.admission.Candidate;
import pro.livestream.chat.audit.Audit;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.history.RoomSearch;
import pro.livestream.chat.log.Appending;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.room.Retention;
import pro.livestream.chat.room.Role;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.chat.room.RoomMemory;
import pro.livestream.chat.room.RoomSettings;
import pro.livestream.chat.room.Rooms;
import pro.livestream.contracts.event.ChatMessageDeleted;
import pro.livestream.contracts.event.ChatMessageEdited;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;

/** Edits, deletes, pins, clears and settings: each takes an offset, is broadcast, stored and told. On the core loop. */
@Singleton
public class Changes {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Messages messages;
    private final Admission admission;
    private final HistoryStore history;
    private final RoomMemory memory;
    private final Rooms rooms;
    private final CoreLoop loop;
    private final Outbox outbox;
    private final Audit audit;

    /** Who acts, in which room. */
    public record Actor(RoomFacts room, UUID userId, Role role) {}

    Changes(
            Messages messages,
            Admission admission,
            HistoryStore history,
            RoomMemory memory,
            Rooms rooms,
            CoreLoop loop,
            Outbox outbox,
            Audit audit) {
        this.messages = messages;
        this.admission = admission;
        this.history = history;
        this.memory = memory;
        this.rooms = rooms;
        this.loop = loop;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Replaces an own message's text; a super chat stays as it was paid for. */
    public Future<Void> edit(Actor actor, UUID id, String newText) {
        var text = TextPolicy.clean(newText);
        if (text.isEmpty()) {
            return Future.succeededFuture();
        }
        if (TextPolicy.isTooLong(text)) {
            return Future.failedFuture(ChatError.MESSAGE_TOO_LONG.refused());
        }
        return writable(actor).compose(may -> find(actor, id)).compose(original -> {
            boolean own =
                    original.path("user_id").asText().equals(actor.userId().toString());
            if (!own || !original.path("message_type").asText().equals("message")) {
                return Future.failedFuture(ChatError.FORBIDDEN.refused());
            }
            var candidate = new Candidate(
                    actor.room(),
                    actor.userId(),
                    original.path("username").asText(),
                    actor.role(),
                    List.of(),
                    id,
                    text,
                    null,
                    List.of());
            return admission.edit(candidate).compose(welcome -> replace(actor, original, id, text));
        });
    }

    private Future<Void> replace(Actor actor, ObjectNode original, UUID id, String text) {
        var at = CLOCK.instant();
        var held = rooms.get(actor.room().key());
        var details = CommentMaker.edited(held, actor.role().wireName(), text, original);
        var frame = frame("edited").put("id", id.toString()).put("message", text);
        frame.put("edited_at", FrameJson.time(at));
        var extra = FrameJson.own(details);
        frame.setAll(extra.retain("links", "mentions"));
        return act(
                actor,
                RoomEntry.Kind.EDITED,
                id,
                actor.userId(),
                frame,
                true,
                (tx, place) -> tx.preparedQuery(
                                "update chat_chatmessage set content = $2, edited_at = $3, details = $4,"
                                        + " search = $5::text::tsvector where id = $1")
                        .execute(Tuple.of(
                                id,
                                text,
                                utc(at),
                                details.equals(Comment.NO_DETAILS) ? null : details,
                                RoomSearch.vector(actor.room().key().streamId(), text)))
                        .chain(() -> outbox.append(
                                tx,
                                new ChatMessageEdited(
                                        actor.room().key().tenant(),
                                        actor.room().key().streamId(),
                                        actor.userId(),
                                        id,
                                        text,
                                        at,
                                        Long.toString(place.epoch()),
                                        place.offset(),
                                        place.offset()))));
    }

    private static Future<Void> writable(Actor actor) {
        var now = CLOCK.instant();
        var ban = actor.room().banOf(actor.userId(), now);
        return ban == null
                ? Future.succeededFuture()
                : Future.failedFuture(ban.error().refused(ban.left(now)));
    }

    /** Removes an own message, or any where the actor moderates. */
    public Future<Void> delete(Actor actor, UUID id) {
        return find(actor, id).compose(original -> {
            var author = UUID.fromString(original.path("user_id").asText());
            boolean own = author.equals(actor.userId());
            if (!own && !actor.role().moderates()) {
                return Future.failedFuture(ChatError.FORBIDDEN.refused());
            }
            var at = CLOCK.instant();
            var frame = frame("deleted").put("id", id.toString());
            return act(
                    actor,
                    RoomEntry.Kind.DELETED,
                    id,
                    author,
                    frame,
                    false,
                    (tx, place) -> tx.preparedQuery("update chat_chatmessage set is_deleted = true where id = $1")
                            .execute(Tuple.of(id))
                            .chain(() -> retention(actor).isMemoryOnly()
                                    ? Uni.createFrom().voidItem()
                                    : outbox.append(tx, deletedEvent(actor, id, at, place)))
                            .chain(() -> own
                                    ? Uni.createFrom().voidItem()
                                    : audit.write(tx, auditAct(actor, "delete", author, id, null))));
        });
    }

    private Uni<Void> tellDeleted(SqlConnection tx, Actor actor, RowSet<Row> gone, Instant at, Position place) {
        return Multi.createFrom()
                .iterable(gone)
                .onItem()
                .transformToUniAndConcatenate(
                        row -> outbox.append(tx, deletedEvent(actor, row.getUUID("id"), at, place)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static ChatMessageDeleted deletedEvent(Actor actor, UUID id, Instant at, Position place) {
        return new ChatMessageDeleted(
                actor.room().key().tenant(),
                actor.room().key().streamId(),
                actor.userId(),
                id,
                at,
                Long.toString(place.epoch()),
                place.offset(),
                place.offset());
    }

    /** Makes a message the pinned one. */
    public Future<Void> pin(Actor actor, UUID id) {
        if (!actor.role().moderates()) {
            return Future.failedFuture(ChatError.FORBIDDEN.refused());
        }
        return find(actor, id).compose(original -> {
            var frame = frame("pinned").put("id", id.toString());
            frame.set("pinned", original);
            return act(
                    actor,
                    RoomEntry.Kind.PINNED,
                    id,
                    actor.userId(),
                    frame,
                    false,
                    (tx, place) ->
                            pinned(tx, actor, id).chain(() -> audit.write(tx, auditAct(actor, "pin", null, id, null))));
        });
    }

    /** Takes the pinned message down. */
    public Future<Void> unpin(Actor actor) {
        if (!actor.role().moderates()) {
            return Future.failedFuture(ChatError.FORBIDDEN.refused());
        }
        return act(
                actor,
                RoomEntry.Kind.UNPINNED,
                Ids.next(),
                actor.userId(),
                frame("unpinned"),
                false,
                (tx, place) -> pinned(tx, actor, null)
                        .chain(() -> audit.write(tx, auditAct(actor, "unpin", null, null, null))));
    }

    private static Uni<Void> pinned(SqlConnection tx, Actor actor, @Nullable UUID id) {
        return tx.preparedQuery("update chat_chatroom set pinned_id = $2 where id = $1")
                .execute(Tuple.of(actor.room().key().streamId(), id))
                .chain(() -> tx.preparedQuery("update chat_chatmessage set is_pinned = (id = $2)"
                                + " where room_id = $1 and (is_pinned or id = $2)")
                        .execute(Tuple.of(actor.room().key().streamId(), id == null ? new UUID(0, 0) : id)))
                .replaceWithVoid();
    }

    /** Removes everything that a user said here. */
    public Future<Void> clear(Actor actor, UUID userId, @Nullable String reason) {
        if (!actor.role().moderates()) {
            return Future.failedFuture(ChatError.FORBIDDEN.refused());
        }
        var at = CLOCK.instant();
        var frame = frame("cleared").put("user_id", userId.toString());
        return act(
                actor,
                RoomEntry.Kind.CLEARED,
                Ids.next(),
                userId,
                frame,
                false,
                (tx, place) -> tx.preparedQuery("update chat_chatmessage set is_deleted = true"
                                + " where room_id = $1 and user_id = $2 and \"offset\" < $3 and not is_deleted"
                                + " returning id")
                        .execute(Tuple.of(actor.room().key().streamId(), userId, place.offset()))
                        .chain(gone -> tellDeleted(tx, actor, gone, at, place))
                        .chain(() -> audit.write(tx, auditAct(actor, "clear", userId, null, reason))));
    }

    /** Changes how the room may be used. */
    public Future<Void> settings(Actor actor, RoomSettings settings) {
        if (!actor.role().moderates()) {
            return Future.failedFuture(ChatError.FORBIDDEN.refused());
        }
        var frame = frame("settings");
        frame.set("settings", FrameJson.own(settings.toJson()));
        boolean shortly = settings.retention().isMemoryOnly();
        return act(
                actor,
                RoomEntry.Kind.SETTINGS,
                shortly ? Appending.Keeping.SHORTLY : Appending.Keeping.FOR_GOOD,
                Ids.next(),
                actor.userId(),
                frame,
                false,
                (tx, place) -> tx.preparedQuery("update chat_chatroom set settings = $2 where id = $1")
                        .execute(Tuple.of(actor.room().key().streamId(), new JsonObject(settings.toJson())))
                        .chain(() -> audit.write(tx, settingsAct(actor, settings))));
    }

    private static Audit.Act settingsAct(Actor actor, RoomSettings settings) {
        var details = FrameJson.object();
        details.set("before", FrameJson.own(actor.room().settings().toJson()));
        details.set("after", FrameJson.own(settings.toJson()));
        return auditAct(actor, "settings", null, null, null).with(details);
    }

    private static Audit.Act auditAct(
            Actor actor, String action, @Nullable UUID target, @Nullable UUID comment, @Nullable String reason) {
        var room = actor.room();
        return new Audit.Act(
                room.key().tenant(),
                room.channelId(),
                room.key().streamId(),
                action,
                actor.userId(),
                target,
                comment,
                reason,
                null,
                null);
    }

    private Retention retention(Actor actor) {
        var held = rooms.get(actor.room().key());
        return (held == null ? actor.room() : held.facts()).settings().retention();
    }

    private Future<Void> act(
            Actor actor,
            RoomEntry.Kind kind,
            UUID id,
            UUID userId,
            ObjectNode frame,
            boolean rated,
            BiFunction<SqlConnection, Position, Uni<Void>> work) {
        return act(actor, kind, Messages.keeping(retention(actor)), id, userId, frame, rated, work);
    }

    /** Puts the change into the log and stores it; completes when it is stored. Of an ephemeral room no word is stored. */
    private Future<Void> act(
            Actor actor,
            RoomEntry.Kind kind,
            Appending.Keeping keeping,
            UUID id,
            UUID userId,
            ObjectNode frame,
            boolean rated,
            BiFunction<SqlConnection, Position, Uni<Void>> work) {
        var key = actor.room().key();
        var held = rooms.get(key);
        var at = CLOCK.instant();
        var body = frame.toString();
        // The log knows retries by id, so a second change of one message needs its own.
        return messages.append(new Appending(
                                key,
                                kind,
                                id,
                                userId,
                                body,
                                "change:" + Ids.next(),
                                at.toEpochMilli(),
                                rated,
                                Duration.ZERO,
                                held == null ? Position.START : held.seen())
                        .keeping(keeping))
                .compose(place -> {
                    boolean unstored = keeping == Appending.Keeping.SHORTLY && kind != RoomEntry.Kind.SETTINGS;
                    if (unstored && kind == RoomEntry.Kind.EDITED) {
                        return Future.succeededFuture();
                    }
                    Promise<Void> stored = Promise.promise();
                    messages.store(new Storing.Change(
                            key.tenant(),
                            tx -> unstored
                                    ? work.apply(tx, place)
                                    : insert(tx, key.streamId(), place, FrameJson.withOffset(body, place.offset()), at)
                                            .chain(() -> work.apply(tx, place)),
                            stored::tryComplete,
                            () -> stored.tryFail(ChatError.UNAVAILABLE.refused())));
                    return stored.future();
                });
    }

    private static Uni<Void> insert(SqlConnection tx, UUID roomId, Position place, String frame, Instant at) {
        return tx.preparedQuery("insert into chat_chatchange (room_id, epoch, \"offset\", frame, created_at)"
                        + " values ($1, $2, $3, $4, $5) on conflict do nothing")
                .execute(Tuple.of(roomId, place.epoch(), place.offset(), frame, utc(at)))
                .replaceWithVoid();
    }

    private Future<ObjectNode> find(Actor actor, UUID id) {
        var key = actor.room().key();
        var held = rooms.get(key);
        var recent = held == null ? null : held.find(id);
        if (recent != null) {
            return Future.succeededFuture(FrameJson.own(recent));
        }
        if (retention(actor).isMemoryOnly()) {
            return memory.find(key, id)
                    .compose(one -> one == null
                            ? Future.failedFuture(ChatError.NOT_FOUND.refused())
                            : Future.succeededFuture(one));
        }
        Promise<ObjectNode> found = Promise.promise();
        history.find(new Tenant(key.tenant()), key.streamId(), id)
                .subscribe()
                .with(
                        stored -> loop.execute(() -> stored.filter(one -> !one.deleted())
                                .ifPresentOrElse(
                                        one -> found.complete(FrameJson.own(one.json())),
                                        () -> found.fail(ChatError.NOT_FOUND.refused()))),
                        failure -> loop.execute(() -> found.fail(ChatError.UNAVAILABLE.refused())));
        return found.future();
    }

    private static ObjectNode frame(String type) {
        return FrameJson.object().put("type", type);
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
