package pro.livestream.archive.attachment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The table {@code attachments}, always inside a tenant's transaction. */
@ApplicationScoped
public class AttachmentStore {

    private static final String COLUMNS = "attachment_id, user_id, purpose, mime_type, name, size, width, height, url";

    /** A file to be taken away. */
    record Gone(UUID id, UUID userId) {}

    /** Serialises one user's uploads, so that the sum of what is stored can be told. */
    Uni<Long> bytesOf(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended('attachments' || $1::text, 0))")
                .execute(Tuple.of(userId.toString()))
                .chain(() -> tx.preparedQuery(
                                "select coalesce(sum(size), 0) as bytes from attachments where user_id = $1")
                        .execute(Tuple.of(userId)))
                .map(rows -> rows.iterator().next().getLong("bytes"));
    }

    /** Before its object is written, so that none can stand there that no row knows of. */
    Uni<Void> insert(SqlConnection tx, Attachment file) {
        return tx.preparedQuery("insert into attachments (" + COLUMNS + ", status, created_at)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'uploading', now())")
                .execute(Tuple.from(java.util.Arrays.asList(
                        file.id(),
                        file.userId(),
                        file.purpose(),
                        file.mimeType(),
                        file.name(),
                        file.size(),
                        file.width(),
                        file.height(),
                        file.url())))
                .replaceWithVoid();
    }

    Uni<Void> stored(SqlConnection tx, UUID id) {
        return tx.preparedQuery("update attachments set status = 'stored' where attachment_id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    public Uni<Optional<Attachment>> find(SqlConnection tx, UUID id) {
        return tx.preparedQuery(
                        "select " + COLUMNS + " from attachments" + " where attachment_id = $1 and status = 'stored'")
                .execute(Tuple.of(id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AttachmentStore::attachment)
                        .findFirst());
    }

    /** Gives the user's files to a message; those that are not the user's, or not for chats, are left out. */
    Uni<List<Attachment>> claim(SqlConnection tx, UUID userId, UUID commentId, List<UUID> ids) {
        return tx.preparedQuery("update attachments set comment_id = $2"
                        + " where attachment_id = any($3) and user_id = $1 and status = 'stored' and purpose = 'chat'"
                        + " returning " + COLUMNS)
                .execute(Tuple.of(userId, commentId, ids.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AttachmentStore::attachment)
                        .toList());
    }

    Uni<Boolean> remove(SqlConnection tx, UUID userId, UUID id) {
        return tx.preparedQuery("update attachments set status = 'removing'"
                        + " where attachment_id = $1 and user_id = $2 and status = 'stored'")
                .execute(Tuple.of(id, userId))
                .map(rows -> rows.rowCount() > 0);
    }

    /** Nobody sees them from now on; their objects are taken away after. */
    public Uni<Void> removeOfComments(SqlConnection tx, Collection<UUID> commentIds) {
        return commentIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("update attachments set status = 'removing' where comment_id = any($1)")
                        .execute(Tuple.of(commentIds.toArray(UUID[]::new)))
                        .replaceWithVoid();
    }

    public Uni<Void> removeOfUser(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("update attachments set status = 'removing' where user_id = $1")
                .execute(Tuple.of(userId))
                .replaceWithVoid();
    }

    /** What is to be taken away, including what no message ever bore. */
    Uni<List<Gone>> gone(SqlConnection tx, Duration unusedFor, int limit) {
        return tx.preparedQuery("update attachments set status = 'removing' where status <> 'removing' and"
                        + " created_at < now() - $1 * interval '1 second'"
                        + " and (status = 'uploading' or purpose = 'chat' and comment_id is null)")
                .execute(Tuple.of(unusedFor.toSeconds()))
                .chain(() -> tx.preparedQuery(
                                "select attachment_id, user_id from attachments where status = 'removing' limit $1")
                        .execute(Tuple.of(limit)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Gone(row.getUUID("attachment_id"), row.getUUID("user_id")))
                        .toList());
    }

    Uni<Void> forget(SqlConnection tx, UUID id) {
        return tx.preparedQuery("delete from attachments where attachment_id = $1 and status = 'removing'")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    private static Attachment attachment(Row row) {
        return new Attachment(
                row.getUUID("attachment_id"),
                row.getUUID("user_id"),
                row.getString("purpose"),
                row.getString("mime_type"),
                row.getString("name"),
                row.getLong("size"),
                row.getInteger("width"),
                row.getInteger("height"),
                row.getString("url"));
    }
}
