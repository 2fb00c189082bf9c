package pro.livestream.chat.follow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Follows as {@code users.follows} told of them. */
final class FollowStore {

    private FollowStore() {}

    static Uni<Void> follow(SqlConnection tx, UUID channelId, UUID followerId, Instant since) {
        return tx.preparedQuery("insert into chat_follow (channel_id, follower_id, since) values ($1, $2, $3)"
                        + " on conflict (channel_id, follower_id) do update set since = excluded.since")
                .execute(Tuple.of(channelId, followerId, OffsetDateTime.ofInstant(since, ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    static Uni<Void> unfollow(SqlConnection tx, UUID channelId, UUID followerId) {
        return tx.preparedQuery("delete from chat_follow where channel_id = $1 and follower_id = $2")
                .execute(Tuple.of(channelId, followerId))
                .replaceWithVoid();
    }

    static Uni<Optional<Instant>> since(SqlConnection tx, UUID channelId, UUID followerId) {
        return tx.preparedQuery("select since from chat_follow where channel_id = $1 and follower_id = $2")
                .execute(Tuple.of(channelId, followerId))
                .map(rows -> {
                    for (var row : rows) {
                        return Optional.of(row.getOffsetDateTime("since").toInstant());
                    }
                    return Optional.empty();
                });
    }
}
