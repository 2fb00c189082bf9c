package pro.livestream.notification.profile;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.platform.identity.Caller;

/** Users that this service knows: of the topic users.profile, and whoever called before their profile arrived. */
@ApplicationScoped
public class UserStore {
    /** Columns of {@link #view}, for joins; the table's alias is {@code u}. */
    public static final String VIEW_COLUMNS = "u.user_id, u.username, u.display_name, u.avatar_url";

    public Uni<Optional<UserView>> find(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("select " + VIEW_COLUMNS + " from users u where user_id = $1 and not deleted")
                .execute(Tuple.of(userId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(view(rows.iterator().next())));
    }

    public static UserView view(Row row) {
        return new UserView(
                row.getUUID("user_id"),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("avatar_url"));
    }

    /** A caller exists, also before the topic says so. */
    public Uni<Void> meet(SqlConnection tx, Caller caller) {
        return introduce(tx, caller.userId(), caller.username());
    }

    /** Adds a user of whom nothing but the name is known yet. */
    public Uni<Void> introduce(SqlConnection tx, UUID userId, String username) {
        return tx.preparedQuery("insert into users (user_id, username) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(userId, username))
                .replaceWithVoid();
    }

    Uni<Void> put(SqlConnection tx, UserProfileChanged profile) {
        return tx.preparedQuery("""
            insert into users (user_id, username, display_name, avatar_url, locale, banned, version)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (user_id) do update set username = excluded.username,
                display_name = excluded.display_name, avatar_url = excluded.avatar_url,
                locale = excluded.locale, banned = excluded.banned, version = excluded.version
            where not users.deleted and users.version < excluded.version
            """)
                .execute(Tuple.tuple()
                        .addUUID(profile.userId())
                        .addString(profile.username())
                        .addString(profile.displayName())
                        .addString(profile.avatarUrl())
                        .addString(profile.locale())
                        .addBoolean(profile.banned())
                        .addLong(profile.version()))
                .replaceWithVoid();
    }

    /** Leaves the id alone, so that a late event or a last request can't bring the user back. */
    Uni<Void> bury(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("""
            insert into users (user_id, username, deleted) values ($1, '', true)
            on conflict (user_id) do update set username = '', display_name = null, avatar_url = null,
                locale = null, deleted = true
            """).execute(Tuple.of(userId)).replaceWithVoid();
    }
}
