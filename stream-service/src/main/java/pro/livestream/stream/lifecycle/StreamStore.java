package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.search.SearchText;
import pro.livestream.stream.key.StreamKeyCipher;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.profile.Broadcaster;

/** The table {@code streams}, always inside a tenant's transaction. */
@ApplicationScoped
class StreamStore {

    private static final String SELECT = """
            select s.*, b.username, b.display_name, b.avatar_url
            from streams s left join broadcasters b using (user_id)
            """;
    private static final String UNIQUE_VIOLATION = "23505";

    private final StreamKeyCipher cipher;

    StreamStore(StreamKeyCipher cipher) {
        this.cipher = cipher;
    }

    /** Fails with {@link StreamError.AlreadyLive} where the owner has a live stream. */
    Uni<Void> insert(SqlConnection tx, Stream stream) {
        return tx.preparedQuery("""
                        insert into streams (stream_id, user_id, title, description, category, tags, language,
                            thumbnail_url, visibility, status, media, media_provider, notify_on, latency_mode, record,
                            scheduled_at, started_at, media_changed_at, viewers_as_of, version, created_at, updated_at,
                            media_reference)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                            $20, $21, $22, $23)
                        """)
                .execute(tuple(
                        stream.streamId(),
                        stream.userId(),
                        stream.title(),
                        stream.description(),
                        stream.category(),
                        stream.tags().toArray(String[]::new),
                        stream.language(),
                        stream.thumbnailUrl(),
                        stream.visibility(),
                        stream.status().wireName(),
                        stream.media().wireName(),
                        stream.mediaProvider(),
                        stream.notifyOn(),
                        stream.latencyMode(),
                        stream.record(),
                        stream.scheduledAt(),
                        stream.startedAt(),
                        stream.mediaChangedAt(),
                        stream.viewersAsOf(),
                        stream.version(),
                        stream.createdAt(),
                        stream.updatedAt(),
                        sealed(stream.reference())))
                .onFailure(StreamStore::isSecondLive)
                .transform(e -> new StreamError.AlreadyLive().refused())
                .chain(() -> StreamSearch.put(tx, stream));
    }

    private static boolean isSecondLive(Throwable failure) {
        return failure instanceof PgException pg
                && UNIQUE_VIOLATION.equals(pg.getSqlState())
                && "streams_one_live".equals(pg.getConstraint());
    }

    Uni<Optional<Stream>> find(SqlConnection tx, UUID streamId) {
        return one(tx, SELECT + " where s.stream_id = $1 and s.deleted_at is null", streamId);
    }

    /** Locks the row: changes of a stream and their events come one after the other. */
    Uni<Stream> lock(SqlConnection tx, UUID streamId) {
        return one(tx, SELECT + " where s.stream_id = $1 and s.deleted_at is null for update of s", streamId)
                .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()));
    }

    /** Live streams of servers that have to be asked for their signals. */
    Uni<List<Stream>> liveOutside(SqlConnection tx, String embedded) {
        return tx.preparedQuery(SELECT + " where s.status = 'live' and s.media_provider <> $1 order by s.stream_id")
                .execute(Tuple.of(embedded))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::stream)
                        .toList());
    }

    Uni<Optional<Stream>> findLive(SqlConnection tx, UUID userId) {
        return one(tx, SELECT + " where s.user_id = $1 and s.status = 'live'", userId);
    }

    private Uni<Optional<Stream>> one(SqlConnection tx, String sql, UUID id) {
        return tx.preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(stream(rows.iterator().next())));
    }

    /** What a caller may change of a stream, with a new version; the viewers' numbers are left alone. */
    Uni<Void> update(SqlConnection tx, Stream stream) {
        return tx.preparedQuery("""
                        update streams set title = $2, description = $3, category = $4, tags = $5, language = $6,
                            thumbnail_url = $7, visibility = $8, status = $9, media = $10, started_at = $11,
                            media_changed_at = $12, ended_at = $13, version = $14, updated_at = $15,
                            scheduled_at = $16, gaps = $17, media_reference = $18
                        where stream_id = $1
                        """)
                .execute(tuple(
                        stream.streamId(),
                        stream.title(),
                        stream.description(),
                        stream.category(),
                        stream.tags().toArray(String[]::new),
                        stream.language(),
                        stream.thumbnailUrl(),
                        stream.visibility(),
                        stream.status().wireName(),
                        stream.media().wireName(),
                        stream.startedAt(),
                        stream.mediaChangedAt(),
                        stream.endedAt(),
                        stream.version(),
                        stream.updatedAt(),
                        stream.scheduledAt(),
                        gaps(stream.gaps()),
                        sealed(stream.reference())))
                .onFailure(StreamStore::isSecondLive)
                .transform(e -> new StreamError.AlreadyLive().refused())
                .chain(() -> StreamSearch.put(tx, stream));
    }

    Uni<Void> ended(SqlConnection tx, UUID streamId, String reason, @Nullable String manifest) {
        return tx.preparedQuery("""
                        update streams set end_reason = $2, recording_manifest = $3, viewer_count = 0
                        where stream_id = $1
                        """).execute(tuple(streamId, reason, manifest)).replaceWithVoid();
    }

    /** What finds the stream at its media server has changed; nothing that callers see. */
    Uni<Void> reference(SqlConnection tx, UUID streamId, MediaReference reference) {
        return tx.preparedQuery("update streams set media_reference = $2 where stream_id = $1 and status = 'live'")
                .execute(tuple(streamId, sealed(reference)))
                .replaceWithVoid();
    }

    Uni<Void> recorded(SqlConnection tx, UUID streamId, String manifest) {
        return tx.preparedQuery("update streams set recording_manifest = $2 where stream_id = $1")
                .execute(tuple(streamId, manifest))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection tx, UUID streamId, Instant now) {
        return tx.preparedQuery("update streams set deleted_at = $2 where stream_id = $1")
                .execute(tuple(streamId, now))
                .replaceWithVoid();
    }

    /** The statement of a list with its values. */
    record Listing(String sql, List<@Nullable Object> values) {

        Tuple tuple() {
            return StreamStore.tuple(values.toArray());
        }
    }

    static Listing listing(StreamQuery query) {
        var sql = new StringBuilder(SELECT).append(" where s.deleted_at is null");
        var values = new ArrayList<@Nullable Object>();
        and(sql, values, " and (s.visibility = 'public' or s.user_id = ?)", query.viewer());
        if (query.viewer() == null) {
            sql.append(" and s.visibility = 'public'");
        }
        var status = query.status();
        and(sql, values, " and s.status = ?", status == null ? null : status.wireName());
        and(sql, values, " and s.user_id = ?", query.userId());
        and(sql, values, " and s.category = ?", query.category());
        String text = query.text();
        and(
                sql,
                values,
                " and s.stream_id in (select stream_id from stream_search where search @@ ?::text::tsquery)",
                text == null ? null : SearchText.query(text));
        switch (query.sort()) {
            case RECENT -> {
                query.page().after(1).ifPresent(after -> and(sql, values, " and s.stream_id < ?", after.uuid(0)));
                sql.append(" order by s.stream_id desc");
            }
            case VIEWERS -> {
                query.page().after(2).ifPresent(after -> {
                    and(sql, values, " and (s.viewer_count, s.stream_id) < (?", (int) after.number(0));
                    and(sql, values, ", ?)", after.uuid(1));
                });
                sql.append(" order by s.viewer_count desc, s.stream_id desc");
            }
        }
        sql.append(" limit ").append(query.page().limit() + 1);
        return new Listing(sql.toString(), values);
    }

    Uni<Page<Stream>> list(SqlConnection tx, StreamQuery query) {
        var listing = listing(query);
        return tx.preparedQuery(listing.sql())
                .execute(listing.tuple())
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(this::stream)
                                .toList(),
                        query.page(),
                        query::cursorAfter));
    }

    private static void and(StringBuilder sql, List<@Nullable Object> values, String clause, @Nullable Object value) {
        if (value != null) {
            values.add(value);
            sql.append(clause.replace("?", "$" + values.size()));
        }
    }

    /** Live streams whose time without a signal is over, with the reason that their end has. */
    Uni<List<Abandoned>> abandoned(SqlConnection tx, Instant waitingSince, Instant interruptedSince) {
        return tx.preparedQuery("""
                        select stream_id, media from streams where status = 'live' and (
                            media = 'waiting' and started_at < $1
                            or media = 'interrupted' and media_changed_at < $2)
                        """)
                .execute(tuple(waitingSince, interruptedSince))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Abandoned(
                                row.getUUID("stream_id"),
                                row.getString("media").equals("waiting") ? "media_never_came" : "media_lost"))
                        .toList());
    }

    record Abandoned(UUID streamId, String reason) {}

    static Tuple tuple(@Nullable Object... values) {
        var converted = Arrays.stream(values)
                .map(value -> value instanceof Instant instant ? time(instant) : value)
                .toList();
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.wrap(new ArrayList<>(converted)));
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(Row row, String column) {
        @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static JsonArray gaps(List<RecordingGap> gaps) {
        var stored = new JsonArray();
        gaps.forEach(gap -> stored.add(new JsonObject()
                .put("from", gap.from().toString())
                .put("to", gap.to().toString())
                .put("duration_s", gap.durationS())
                .put("reason", gap.reason())));
        return stored;
    }

    private static List<RecordingGap> gaps(JsonArray stored) {
        return stored.stream()
                .map(JsonObject.class::cast)
                .map(gap -> new RecordingGap(
                        Instant.parse(gap.getString("from")),
                        Instant.parse(gap.getString("to")),
                        gap.getDouble("duration_s"),
                        gap.getString("reason")))
                .toList();
    }

    private @Nullable Buffer sealed(MediaReference reference) {
        return reference.values().isEmpty()
                ? null
                : Buffer.buffer(cipher.seal(new JsonObject(new HashMap<>(reference.values())).encode()));
    }

    /** One that was sealed under another secret is lost, as the stream keys of that time are. */
    private MediaReference reference(Row row) {
        var stored = row.getBuffer("media_reference");
        if (stored == null) {
            return MediaReference.NONE;
        }
        return cipher.open(stored.getBytes())
                .map(text -> {
                    var values = new HashMap<String, String>();
                    new JsonObject(text).forEach(entry -> values.put(entry.getKey(), String.valueOf(entry.getValue())));
                    return new MediaReference(values);
                })
                .orElse(MediaReference.NONE);
    }

    private Stream stream(Row row) {
        @Nullable String username = row.getString("username");
        UUID userId = row.getUUID("user_id");
        return new Stream(
                row.getUUID("stream_id"),
                userId,
                new Broadcaster(
                        userId,
                        username == null ? "" : username,
                        row.getString("display_name"),
                        row.getString("avatar_url")),
                row.getString("title"),
                row.getString("description"),
                row.getString("category"),
                List.of(row.getArrayOfStrings("tags")),
                row.getString("language"),
                row.getString("thumbnail_url"),
                row.getString("visibility"),
                StreamStatus.named(row.getString("status")),
                MediaState.named(row.getString("media")),
                row.getString("media_provider"),
                row.getString("stage_arn"),
                row.getString("notify_on"),
                row.getString("latency_mode"),
                row.getBoolean("record"),
                instant(row, "scheduled_at"),
                instant(row, "started_at"),
                instant(row, "media_changed_at"),
                instant(row, "ended_at"),
                row.getInteger("viewer_count"),
                row.getInteger("peak_viewer_count"),
                row.getInteger("total_viewers"),
                instant(row, "viewers_as_of"),
                gaps(row.getJsonArray("gaps")),
                reference(row),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
