package pro.livestream.archive.replay;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.attachment.AttachmentStore;
import pro.livestream.contracts.event.ChatMessageDeleted;
import pro.livestream.contracts.event.ChatMessageEdited;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** The table {@code replay_comments}: whatever order the acts on a message come in, and however often, the outcome is the same. */
@ApplicationScoped
public class ReplayStore {

    private static final String POSTED = """
            insert into replay_comments (comment_id, stream_id, user_id, username, message, message_type, created_at, epoch,
                "offset", reply_to, amount, currency, tier)
            select distinct on (comment_id) comment_id, stream_id, user_id, username, message, message_type, created_at,
                epoch, "offset", reply_to, amount, currency, tier
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                    $8::text[], $9::bigint[], $10::uuid[], $11::bigint[], $12::text[], $13::int[]) with ordinality
                as p (comment_id, stream_id, user_id, username, message, message_type, created_at, epoch, "offset",
                    reply_to, amount, currency, tier, place)
            order by comment_id, place desc
            on conflict (comment_id) do update set user_id = excluded.user_id, username = excluded.username,
                message = case when replay_comments.deleted then null
                    when replay_comments.edit_version is null then excluded.message else replay_comments.message end,
                message_type = excluded.message_type, created_at = excluded.created_at, epoch = excluded.epoch,
                "offset" = excluded."offset", reply_to = excluded.reply_to, amount = excluded.amount,
                currency = excluded.currency, tier = excluded.tier
            """;

    private static final String EDITED = """
            insert into replay_comments (comment_id, stream_id, message, edited_at, edit_version)
            values ($1, $2, $3, $4, $5)
            on conflict (comment_id) do update set message = excluded.message, edited_at = excluded.edited_at,
                edit_version = excluded.edit_version
            where not replay_comments.deleted
                and coalesce(replay_comments.edit_version, -1) < excluded.edit_version
            """;

    private static final String DELETED = """
            insert into replay_comments (comment_id, stream_id, deleted) values ($1, $2, true)
            on conflict (comment_id) do update set deleted = true, message = null
            """;

    private final AttachmentStore attachments;

    ReplayStore(AttachmentStore attachments) {
        this.attachments = attachments;
    }

    /** Acts of one tenant in one transaction. */
    Uni<Void> apply(SqlConnection tx, ChatActs acts) {
        return posted(tx, acts.posted())
                .chain(() -> batch(
                        tx,
                        EDITED,
                        acts.edited().stream().map(ReplayStore::edited).toList()))
                .chain(() -> batch(
                        tx,
                        DELETED,
                        acts.deleted().stream().map(ReplayStore::deleted).toList()))
                .chain(() -> attachments.removeOfComments(
                        tx,
                        acts.deleted().stream()
                                .map(ChatMessageDeleted::commentId)
                                .toList()));
    }

    private static Uni<Void> batch(SqlConnection tx, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    /** One statement for all: by far the most of what comes. */
    private static Uni<Void> posted(SqlConnection tx, List<ChatMessagePosted> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(POSTED)
                .execute(Tuple.from(List.of(
                        column(events, ChatMessagePosted::commentId, UUID[]::new),
                        column(events, ChatMessagePosted::streamId, UUID[]::new),
                        column(events, ChatMessagePosted::userId, UUID[]::new),
                        column(events, event -> storable(event.username()), String[]::new),
                        column(events, event -> storable(event.message()), String[]::new),
                        column(events, ChatMessagePosted::messageType, String[]::new),
                        column(events, event -> event.createdAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
                        column(events, ChatMessagePosted::epoch, String[]::new),
                        column(events, ChatMessagePosted::offset, Long[]::new),
                        column(events, ChatMessagePosted::replyTo, UUID[]::new),
                        column(events, ChatMessagePosted::amount, Long[]::new),
                        column(events, ChatMessagePosted::currency, String[]::new),
                        column(events, ChatMessagePosted::tier, Integer[]::new))))
                .replaceWithVoid();
    }

    private static <T extends @Nullable Object> T[] column(
            List<ChatMessagePosted> events, Function<ChatMessagePosted, T> value, IntFunction<T[]> empty) {
        return events.stream().map(value).toArray(empty);
    }

    private static Tuple edited(ChatMessageEdited event) {
        return tuple(event.commentId(), event.streamId(), storable(event.message()), event.editedAt(), event.version());
    }

    private static Tuple deleted(ChatMessageDeleted event) {
        return tuple(event.commentId(), event.streamId());
    }

    /** PostgreSQL knows no NUL. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    Uni<Page<ReplayComment>> list(SqlConnection tx, UUID streamId, ReplayWindow window, PageRequest page) {
        if (window.empty()) {
            return Uni.createFrom().item(new Page<>(List.of(), null));
        }
        var sql = new StringBuilder("""
                select * from replay_comments where stream_id = $1 and created_at is not null and not deleted
                    and message_type in ('message', 'superchat')""");
        var values = new ArrayList<@Nullable Object>();
        values.add(streamId);
        @Nullable Instant from = window.from();
        if (from != null) {
            values.add(from);
            sql.append(" and created_at >= $").append(values.size());
        }
        @Nullable Instant before = window.before();
        if (before != null) {
            values.add(before);
            sql.append(" and created_at < $").append(values.size());
        }
        page.after(2).ifPresent(after -> {
            values.add(after.instant(0));
            values.add(after.uuid(1));
            sql.append(" and (created_at, comment_id) > ($" + (values.size() - 1) + ", $" + values.size() + ")");
        });
        sql.append(" order by created_at, comment_id limit ").append(page.limit() + 1);
        return tx.preparedQuery(sql.toString())
                .execute(tuple(values.toArray()))
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ReplayStore::comment)
                                .toList(),
                        page,
                        comment -> Cursor.of(comment.createdAt(), comment.id())));
    }

    private static ReplayComment comment(Row row) {
        @Nullable OffsetDateTime editedAt = row.getOffsetDateTime("edited_at");
        return new ReplayComment(
                row.getUUID("comment_id"),
                row.getUUID("stream_id"),
                row.getUUID("user_id"),
                row.getString("username"),
                row.getString("message"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("message_type"),
                row.getLong("offset"),
                row.getUUID("reply_to"),
                editedAt == null ? null : editedAt.toInstant(),
                row.getLong("amount"),
                row.getString("currency"),
                row.getInteger("tier"));
    }

    public Uni<Void> removeStream(SqlConnection tx, UUID streamId) {
        return tx.preparedQuery("delete from replay_comments where stream_id = $1")
                .execute(Tuple.of(streamId))
                .replaceWithVoid();
    }

    /** Of somebody who is no longer here; the rows stay as deleted, lest a message told again comes back. */
    public Uni<Void> removeUser(SqlConnection tx, UUID userId) {
        return tx.preparedQuery(
                        "update replay_comments set deleted = true, message = null, username = null where user_id = $1")
                .execute(Tuple.of(userId))
                .replaceWithVoid();
    }

    private static Tuple tuple(@Nullable Object... values) {
        var converted = new ArrayList<@Nullable Object>();
        for (@Nullable Object value : values) {
            converted.add(value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        }
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.wrap(converted));
    }
}
