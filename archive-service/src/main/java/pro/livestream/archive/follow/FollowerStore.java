package pro.livestream.archive.follow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.contracts.event.FollowChanged;

/** The table {@code followers}, a copy of what notification-service tells. */
@ApplicationScoped
public class FollowerStore {

    public Uni<Boolean> follows(SqlConnection tx, UUID follower, UUID following) {
        return tx.preparedQuery("select 1 from followers where following_id = $1 and follower_id = $2")
                .execute(Tuple.of(following, follower))
                .map(rows -> rows.size() > 0);
    }

    Uni<Void> put(SqlConnection tx, FollowChanged follow) {
        return tx.preparedQuery("""
                        insert into followers (following_id, follower_id, version) values ($1, $2, $3)
                        on conflict (following_id, follower_id) do update set version = excluded.version
                        """)
                .execute(Tuple.of(follow.followingId(), follow.followerId(), follow.version()))
                .replaceWithVoid();
    }

    Uni<Void> remove(SqlConnection tx, UUID follower, UUID following) {
        return tx.preparedQuery("delete from followers where following_id = $1 and follower_id = $2")
                .execute(Tuple.of(following, follower))
                .replaceWithVoid();
    }
}
