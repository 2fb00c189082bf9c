package pro.livestream.notification.follow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.profile.UserStore;
import pro.livestream.platform.page.PageRequest;

/** The table of follows. */
@ApplicationScoped
class FollowStore {

    /** One row. */
    record Follow(UUID followId, UUID followerId, UUID followingId, Instant createdAt) {}

    /** Which end of a follow a list is about; the other end is what it shows. */
    enum Direction {
        FOLLOWERS("following_id", "follower_id"),
        FOLLOWING("follower_id", "following_id");

        private final String own;
        private final String other;

        Direction(String own, String other) {
            this.own = own;
            this.other = other;
        }
    }

    /** False when there is one already. */
    Uni<Boolean> insert(SqlConnection tx, Follow follow) {
        return tx.preparedQuery("""
            insert into follows (follow_id, follower_id, following_id, created_at) values ($1, $2, $3, $4)
            on conflict do nothing
            """)
                .execute(Tuple.of(
                        follow.followId(),
                        follow.followerId(),
                        follow.followingId(),
                        follow.createdAt().atOffset(ZoneOffset.UTC)))
                .map(result -> result.rowCount() == 1);
    }

    /** Locks the row, so that events of this pair leave in the order of their commits. */
    Uni<Optional<Follow>> lock(SqlConnection tx, UUID followId) {
        return one(tx.preparedQuery("select * from follows where follow_id = $1 for update"), Tuple.of(followId));
    }

    Uni<Optional<Follow>> lock(SqlConnection tx, UUID followerId, UUID followingId) {
        return one(
                tx.preparedQuery("select * from follows where follower_id = $1 and following_id = $2 for update"),
                Tuple.of(followerId, followingId));
    }

    Uni<Optional<Follow>> find(SqlConnection tx, UUID followerId, UUID followingId) {
        return one(
                tx.preparedQuery("select * from follows where follower_id = $1 and following_id = $2"),
                Tuple.of(followerId, followingId));
    }

    Uni<Void> delete(SqlConnection tx, UUID followId) {
        return tx.preparedQuery("delete from follows where follow_id = $1")
                .execute(Tuple.of(followId))
                .replaceWithVoid();
    }

    /** Takes away up to {@code countMax} follows from and to a user. */
    Uni<List<Follow>> deleteSome(SqlConnection tx, UUID userId, int countMax) {
        return tx.preparedQuery("""
            delete from follows where follow_id in (
                select follow_id from follows where follower_id = $1 or following_id = $1 limit $2)
            returning *
            """)
                .execute(Tuple.of(userId, countMax))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(FollowStore::follow)
                        .toList());
    }

    /** One row more than asked for, newest first. */
    Uni<List<FollowItem>> list(SqlConnection tx, Direction direction, UUID userId, PageRequest page) {
        var after = page.after(2);
        var where = "f.%s = $1 and not u.deleted".formatted(direction.own)
                + (after.isPresent() ? " and (f.created_at, f.follow_id) < ($3, $4)" : "");
        var values = Tuple.tuple().addUUID(userId).addInteger(page.limit() + 1);
        after.ifPresent(cursor -> values.addOffsetDateTime(cursor.instant(0).atOffset(ZoneOffset.UTC))
                .addUUID(cursor.uuid(1)));
        return tx.preparedQuery("""
            select f.follow_id, f.created_at, %s
            from follows f join users u on u.user_id = f.%s
            where %s order by f.created_at desc, f.follow_id desc limit $2
            """.formatted(UserStore.VIEW_COLUMNS, direction.other, where))
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new FollowItem(row.getUUID("follow_id"), UserStore.view(row), createdAt(row)))
                        .toList());
    }

    Uni<FollowPage.Counts> counts(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("""
            select (select count(*) from follows where following_id = $1) as followers,
                   (select count(*) from follows where follower_id = $1) as following
            """)
                .execute(Tuple.of(userId))
                .map(rows -> rows.iterator().next())
                .map(row -> new FollowPage.Counts(row.getLong("followers"), row.getLong("following")));
    }

    private static Uni<Optional<Follow>> one(
            io.vertx.mutiny.sqlclient.PreparedQuery<io.vertx.mutiny.sqlclient.RowSet<Row>> query, Tuple values) {
        return query.execute(values).map(rows -> {
            @Nullable Row row = rows.size() == 0 ? null : rows.iterator().next();
            return Optional.ofNullable(row).map(FollowStore::follow);
        });
    }

    private static Follow follow(Row row) {
        return new Follow(
                row.getUUID("follow_id"), row.getUUID("follower_id"), row.getUUID("following_id"), createdAt(row));
    }

    private static Instant createdAt(Row row) {
        return row.getOffsetDateTime("created_at").toInstant();
    }
}
