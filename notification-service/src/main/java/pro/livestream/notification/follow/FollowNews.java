package pro.livestream.notification.follow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import pro.livestream.notification.profile.UserStore;
import pro.livestream.notification.profile.UserView;

/** Who is to hear of new followers: the first one starts the wait, all that come within it are told of together. */
@ApplicationScoped
public class FollowNews {

    /** How many are new since a moment, and the newest of them. */
    public record Bundle(long count, List<UserView> newest) {
        public Bundle {
            newest = List.copyOf(newest);
        }
    }

    /** The lock on the row makes {@link #takeOne} see the follow that is being made. */
    Uni<Void> add(SqlConnection tx, UUID userId, Instant dueAt) {
        return tx.preparedQuery("""
            insert into follow_news (user_id, due_at) values ($1, $2)
            on conflict (user_id) do update set due_at = follow_news.due_at
            """)
                .execute(Tuple.of(userId, dueAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** A user whose wait is over; nobody else is given the same news. */
    public Uni<Optional<UUID>> takeOne(SqlConnection tx, Instant now) {
        return tx.preparedQuery("""
            delete from follow_news where user_id = (
                select user_id from follow_news where due_at <= $1
                order by due_at limit 1 for update skip locked)
            returning user_id
            """)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID("user_id")));
    }

    public Uni<Bundle> since(SqlConnection tx, UUID userId, Instant since, int namesMax) {
        var from = since.atOffset(ZoneOffset.UTC);
        return tx.preparedQuery("select count(*) as n from follows where following_id = $1 and created_at >= $2")
                .execute(Tuple.of(userId, from))
                .map(rows -> rows.iterator().next().getLong("n"))
                .chain(count -> tx.preparedQuery("""
                    select %s from follows f join users u on u.user_id = f.follower_id
                    where f.following_id = $1 and f.created_at >= $2
                    order by f.created_at desc, f.follow_id desc limit $3
                    """.formatted(UserStore.VIEW_COLUMNS))
                        .execute(Tuple.of(userId, from, namesMax))
                        .map(rows -> new Bundle(
                                count,
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(UserStore::view)
                                        .toList())));
    }

    Uni<Void> forget(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("delete from follow_news where user_id = $1")
                .execute(Tuple.of(userId))
                .replaceWithVoid();
    }
}
