package pro.livestream.stream.profile;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.contracts.event.UserProfileChanged;

/** The table {@code broadcasters}: everybody that the gateway has told of, and whoever started a stream before that. */
@ApplicationScoped
public class BroadcasterStore {

    /** A user known by token only; what the gateway told before or tells later is newer. */
    public Uni<Void> ensure(SqlConnection transaction, UUID userId, String username) {
        return transaction
                .preparedQuery("""
                        insert into broadcasters (user_id, username, version) values ($1, $2, 0)
                        on conflict (user_id) do nothing
                        """)
                .execute(Tuple.of(userId, username))
                .replaceWithVoid();
    }

    Uni<Void> put(SqlConnection transaction, UserProfileChanged profile) {
        var values = Tuple.newInstance(io.vertx.sqlclient.Tuple.of(
                profile.userId(), profile.username(), profile.displayName(), profile.avatarUrl(), profile.version()));
        return transaction.preparedQuery("""
                        insert into broadcasters (user_id, username, display_name, avatar_url, version)
                        values ($1, $2, $3, $4, $5)
                        on conflict (user_id) do update set username = excluded.username,
                            display_name = excluded.display_name, avatar_url = excluded.avatar_url,
                            version = excluded.version
                        where broadcasters.version < excluded.version
                        """).execute(values).replaceWithVoid();
    }

    /** The account is erased: its streams stay, nobody's name is on them. */
    Uni<Void> erase(SqlConnection transaction, UUID userId) {
        return transaction.preparedQuery("""
                        update broadcasters set username = 'deleted', display_name = null, avatar_url = null,
                            version = version + 1 where user_id = $1
                        """).execute(Tuple.of(userId)).replaceWithVoid();
    }
}
