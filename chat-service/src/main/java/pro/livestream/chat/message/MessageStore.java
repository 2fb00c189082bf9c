package pro.livestream.chat.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.history.RoomSearch;
import pro.livestream.chat.log.Position;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Writes messages and changes by the batch, and keeps book of which events the brokers have. */
@Singleton
class MessageStore {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int RESEND_MAX = 500;
    private static final String INSERT = """
            insert into chat_chatmessage (id, room_id, user_id, username, content, message_type, reply_to, details,
                epoch, "offset", created_at, confirmed_at, search)
            select id, room_id, user_id, username, content, message_type, reply_to, details, epoch, o, created_at,
                case when confirmed then now() end, search::tsvector
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[],
                $9::bigint[], $10::bigint[], $11::timestamptz[], $12::boolean[], $13::text[])
                as t(id, room_id, user_id, username, content, message_type, reply_to, details, epoch, o, created_at,
                    confirmed, search)
            on conflict do nothing
            """;

    private final TenantDatabase database;

    MessageStore(TenantDatabase database) {
        this.database = database;
    }

    /** All of it or nothing: messages first, then changes in their order. */
    Uni<Void> write(Tenant tenant, List<Storing> batch) {
        var messages = new ArrayList<Storing.Message>(batch.size());
        var changes = new ArrayList<Storing.Change>();
        for (var one : batch) {
            switch (one) {
                case Storing.Message message -> {
                    message.storedAsConfirmed = message.confirmed;
                    messages.add(message);
                }
                case Storing.Change change -> changes.add(change);
            }
        }
        return database.inTransaction(tenant, tx -> insert(tx, messages).chain(() -> apply(tx, changes)))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private static Uni<Void> insert(SqlConnection tx, List<Storing.Message> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple()
                .addArrayOfUUID(uuids(messages, Comment::id))
                .addArrayOfUUID(uuids(messages, Comment::streamId))
                .addArrayOfUUID(uuids(messages, Comment::userId))
                .addArrayOfString(texts(messages, Comment::username))
                .addArrayOfString(texts(messages, Comment::message))
                .addArrayOfString(texts(messages, Comment::messageType))
                .addArrayOfUUID(uuids(messages, Comment::replyTo))
                .addArrayOfString(texts(messages, MessageStore::details))
                .addArrayOfLong(
                        messages.stream().map(one -> one.position().epoch()).toArray(Long[]::new))
                .addArrayOfLong(
                        messages.stream().map(one -> one.position().offset()).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(messages.stream()
                        .map(one -> utc(one.comment().createdAt()))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfBoolean(
                        messages.stream().map(one -> one.storedAsConfirmed).toArray(Boolean[]::new))
                .addArrayOfString(texts(messages, one -> RoomSearch.vector(one.streamId(), one.message()))));
        return tx.preparedQuery(INSERT).execute(rows).replaceWithVoid();
    }

    private static @Nullable String details(Comment comment) {
        return comment.details().equals(Comment.NO_DETAILS) ? null : comment.details();
    }

    private static UUID[] uuids(List<Storing.Message> messages, Function<Comment, @Nullable UUID> field) {
        return messages.stream().map(one -> field.apply(one.comment())).toArray(UUID[]::new);
    }

    private static String[] texts(List<Storing.Message> messages, Function<Comment, @Nullable String> field) {
        return messages.stream().map(one -> field.apply(one.comment())).toArray(String[]::new);
    }

    private static Uni<Void> apply(SqlConnection tx, List<Storing.Change> changes) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (var change : changes) {
            all = all.chain(() -> change.work().apply(tx));
        }
        return all;
    }

    /** Notes that the brokers have these. */
    Uni<Void> confirm(Tenant tenant, List<Storing.Message> messages) {
        var rows = Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple()
                .addArrayOfUUID(uuids(messages, Comment::id))
                .addArrayOfOffsetDateTime(messages.stream()
                        .map(one -> utc(one.comment().createdAt()))
                        .toArray(OffsetDateTime[]::new)));
        return database.inTransaction(tenant, tx -> confirm(tx, rows));
    }

    private static Uni<Void> confirm(SqlConnection tx, Tuple rows) {
        return tx.preparedQuery("update chat_chatmessage m set confirmed_at = now()"
                        + " from unnest($1::uuid[], $2::timestamptz[]) as t(id, created_at)"
                        + " where m.id = t.id and m.created_at = t.created_at and m.confirmed_at is null")
                .execute(rows)
                .replaceWithVoid();
    }

    /** Sends what nobody confirmed, one node at a time, and notes it; answers how many there were. */
    Uni<Integer> resend(Tenant tenant, Duration patience, Function<List<ChatMessagePosted>, Uni<Void>> send) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select pg_try_advisory_xact_lock(hashtext($1)) as mine")
                        .execute(Tuple.of("chat-resend:" + tenant.name()))
                        .flatMap(rows -> rows.iterator().next().getBoolean("mine")
                                ? resendLocked(tx, tenant, patience, send)
                                : Uni.createFrom().item(0)));
    }

    private static Uni<Integer> resendLocked(
            SqlConnection tx, Tenant tenant, Duration patience, Function<List<ChatMessagePosted>, Uni<Void>> send) {
        return tx.preparedQuery("select id, room_id, user_id, username, content, created_at, message_type, epoch,"
                        + " \"offset\", reply_to, details from chat_chatmessage where confirmed_at is null"
                        + " and created_at < now() - make_interval(secs => $1)"
                        + " order by created_at, \"offset\" limit " + RESEND_MAX)
                .execute(Tuple.of((double) patience.toSeconds()))
                .flatMap(rows -> {
                    var events = new ArrayList<ChatMessagePosted>();
                    for (var row : rows) {
                        events.add(PostedEvent.of(
                                tenant.name(),
                                comment(row),
                                new Position(row.getLong("epoch"), row.getLong("offset"))));
                    }
                    return events.isEmpty()
                            ? Uni.createFrom().item(0)
                            : send.apply(events)
                                    .chain(() -> confirmEvents(tx, events))
                                    .replaceWith(events.size());
                });
    }

    private static Comment comment(Row row) {
        var details = row.getString("details");
        return new Comment(
                row.getUUID("id"),
                row.getUUID("room_id"),
                row.getUUID("user_id"),
                row.getString("username"),
                row.getString("content"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("message_type"),
                row.getUUID("reply_to"),
                details == null ? Comment.NO_DETAILS : details,
                null);
    }

    private static Uni<Void> confirmEvents(SqlConnection tx, List<ChatMessagePosted> events) {
        return confirm(
                tx,
                Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple()
                        .addArrayOfUUID(events.stream()
                                .map(ChatMessagePosted::commentId)
                                .toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(events.stream()
                                .map(event -> utc(event.createdAt()))
                                .toArray(OffsetDateTime[]::new))));
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
