package pro.livestream.archive.vod;

import static pro.livestream.archive.vod.ArchiveRows.tuple;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.search.SearchText;
import pro.livestream.platform.tenant.Tenant;

/** The table {@code archives}, always inside a tenant's transaction. */
@ApplicationScoped
public class ArchiveStore {

    private static final String SELECT = """
            select a.*, j.stage as job_stage, j.percent as job_percent
            from archives a left join service.job j on j.archive_id = a.archive_id and j.kind = 'assemble'
            """;

    /** False where the stream has its archive already, or had one. */
    public Uni<Boolean> insert(SqlConnection tx, UUID archiveId, String s3Key, RecordedStream stream) {
        return tx.preparedQuery("""
                        insert into archives (archive_id, stream_id, user_id, title, s3_key, status, visibility,
                            started_at, ended_at, recording_bucket, recording_manifest, recording_gaps, search)
                        values ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9, $10, $11, $12::text::tsvector)
                        on conflict (stream_id) do nothing
                        """)
                .execute(tuple(
                        archiveId,
                        stream.streamId(),
                        stream.userId(),
                        stream.title(),
                        s3Key,
                        stream.visibility(),
                        stream.startedAt(),
                        stream.endedAt(),
                        stream.bucket(),
                        stream.manifest(),
                        ArchiveRows.jsonArray(stream.gaps()),
                        SearchText.vector(stream.title())))
                .map(result -> result.rowCount() == 1);
    }

    public Uni<Optional<Archive>> find(SqlConnection tx, UUID archiveId) {
        return one(tx, SELECT + " where a.archive_id = $1", archiveId);
    }

    /** Locks the row: its changes and their events come one after the other. */
    public Uni<Optional<Archive>> lock(SqlConnection tx, UUID archiveId) {
        return one(tx, SELECT + " where a.archive_id = $1 for update of a", archiveId);
    }

    private static Uni<Optional<Archive>> one(SqlConnection tx, String sql, UUID id) {
        return tx.preparedQuery(sql)
                .execute(tuple(id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(ArchiveRows.archive(rows.iterator().next())));
    }

    public Uni<Void> processing(SqlConnection tx, UUID archiveId) {
        return status(tx, archiveId, ArchiveStatus.PROCESSING, null);
    }

    public Uni<Void> failed(SqlConnection tx, UUID archiveId, String failure) {
        return status(tx, archiveId, ArchiveStatus.FAILED, failure);
    }

    Uni<Void> pending(SqlConnection tx, UUID archiveId) {
        return status(tx, archiveId, ArchiveStatus.PENDING, null);
    }

    private static Uni<Void> status(SqlConnection tx, UUID archiveId, ArchiveStatus status, @Nullable String failure) {
        return tx.preparedQuery("""
                        update archives set status = $2, failure = $3, version = version + 1, updated_at = now()
                        where archive_id = $1
                        """)
                .execute(tuple(archiveId, status.wireName(), failure))
                .replaceWithVoid();
    }

    public Uni<Void> ready(SqlConnection tx, UUID archiveId, FinishedArchive finished, Instant now) {
        return tx.preparedQuery("""
                        update archives set status = 'ready', failure = null, s3_key = $2, duration = $3, file_size = $4,
                            width = $5, height = $6, codec = $7, thumbnail_key = $8, sprite_key = $9, report = $10,
                            timeline = $11, ready_at = $12, version = version + 1, updated_at = $12
                        where archive_id = $1
                        """)
                .execute(tuple(
                        archiveId,
                        finished.s3Key(),
                        finished.durationS(),
                        finished.fileSize(),
                        finished.width(),
                        finished.height(),
                        finished.codec(),
                        finished.thumbnailKey(),
                        finished.spriteKey(),
                        ArchiveRows.json(finished.report()),
                        ArchiveRows.json(finished.timeline()),
                        now))
                .replaceWithVoid();
    }

    Uni<Void> patch(SqlConnection tx, UUID archiveId, String title, String visibility) {
        return tx.preparedQuery("""
                        update archives set title = $2, visibility = $3, search = $4::text::tsvector,
                            version = version + 1, updated_at = now()
                        where archive_id = $1
                        """)
                .execute(tuple(archiveId, title, visibility, SearchText.vector(title)))
                .replaceWithVoid();
    }

    public Uni<Void> askRemoval(SqlConnection tx, UUID archiveId) {
        return tx.preparedQuery("""
                        update archives set removal_asked_at = coalesce(removal_asked_at, now()), updated_at = now()
                        where archive_id = $1
                        """).execute(tuple(archiveId)).replaceWithVoid();
    }

    /** The row stays, so that the stream's end, told again, makes no second archive; what people wrote goes. */
    public Uni<Void> removed(SqlConnection tx, UUID archiveId) {
        return tx.preparedQuery("""
                        update archives set status = 'deleted', title = '', search = null, failure = null, report = null,
                            timeline = null, thumbnail_key = null, sprite_key = null, recording_gaps = '[]', version = version + 1,
                            updated_at = now()
                        where archive_id = $1
                        """)
                .execute(tuple(archiveId))
                .chain(() -> tx.preparedQuery("delete from archive_views where archive_id = $1")
                        .execute(tuple(archiveId)))
                .replaceWithVoid();
    }

    public Uni<List<UUID>> ofUser(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("select archive_id from archives where user_id = $1 and status <> 'deleted'")
                .execute(tuple(userId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("archive_id"))
                        .toList());
    }

    Uni<Page<Archive>> list(SqlConnection tx, ArchiveQuery query) {
        var sql = new StringBuilder(SELECT).append(" where a.status <> 'deleted' and a.removal_asked_at is null");
        var values = new ArrayList<@Nullable Object>();
        @Nullable UUID viewer = query.viewer();
        String unlisted = query.streamId() == null ? "'public'" : "'public', 'unlisted'";
        String open = "a.status = 'ready' and a.visibility in (" + unlisted + ")";
        if (viewer == null) {
            sql.append(" and ").append(open);
        } else {
            values.add(viewer);
            sql.append(" and (a.user_id = $1 or ").append(open).append("""
                     or a.status = 'ready' and a.visibility = 'followers' and exists (
                        select 1 from followers f where f.following_id = a.user_id and f.follower_id = $1))""");
        }
        and(sql, values, " and a.user_id = ?", query.userId());
        and(sql, values, " and a.stream_id = ?", query.streamId());
        String text = query.text();
        and(sql, values, " and a.search @@ ?::text::tsquery", text == null ? null : SearchText.query(text));
        query.page().after(1).ifPresent(after -> and(sql, values, " and a.archive_id < ?", after.uuid(0)));
        sql.append(" order by a.archive_id desc limit ").append(query.page().limit() + 1);
        return tx.preparedQuery(sql.toString())
                .execute(tuple(values.toArray()))
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ArchiveRows::archive)
                                .toList(),
                        query.page(),
                        archive -> Cursor.of(archive.archiveId())));
    }

    private static void and(StringBuilder sql, List<@Nullable Object> values, String clause, @Nullable Object value) {
        if (value != null) {
            values.add(value);
            sql.append(clause.replace("?", "$" + values.size()));
        }
    }

    /** Counts a viewer who has not been counted lately; gives the views. */
    Uni<Long> view(SqlConnection tx, UUID archiveId, String viewer, int minutes) {
        return tx.preparedQuery("""
                        with counted as (
                            insert into archive_views (archive_id, viewer, viewed_at) values ($1, $2, now())
                            on conflict (archive_id, viewer) do update set viewed_at = now()
                                where archive_views.viewed_at < now() - $3 * interval '1 minute'
                            returning 1)
                        update archives set views = views + (select count(*) from counted)
                        where archive_id = $1 returning views
                        """)
                .execute(tuple(archiveId, viewer, minutes))
                .map(rows -> rows.iterator().next().getLong("views"));
    }

    /** The key prefix of all that is ever made for an archive, with its slash. */
    public static String prefix(Tenant tenant, UUID userId, UUID streamId, UUID archiveId) {
        return tenant.name() + "/" + userId + "/" + streamId + "/archive/" + archiveId + "/";
    }
}
