package pro.livestream.notification.fanout;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.preference.PreferenceStore;
import pro.livestream.notification.text.Texts;

/** Reads users together with their preferences and browsers, one by one or by pages of followers. */
@ApplicationScoped
class RecipientStore {
    private static final String COLUMNS = """
        u.locale, p.settings, array(
            select subscription_id from push_subscriptions s where s.user_id = %s) as subscriptions
        """;

    /** Followers from {@code from} on, in the order of their ids, before {@code end} where there is one; none who is banned. */
    Uni<List<Recipient>> followers(SqlConnection tx, UUID broadcaster, UUID from, @Nullable UUID end, int countMax) {
        return tx.preparedQuery("""
            select f.follower_id as user_id, %s
            from follows f
                left join users u on u.user_id = f.follower_id
                left join preferences p on p.user_id = f.follower_id
            where f.following_id = $1 and f.follower_id >= $2
                and ($3::uuid is null or f.follower_id < $3)
                and not coalesce(u.banned or u.deleted, false)
            order by f.follower_id limit $4
            """.formatted(COLUMNS.formatted("f.follower_id")))
                .execute(Tuple.of(broadcaster, from, end, countMax))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(RecipientStore::recipient)
                        .toList());
    }

    /** Empty for users who are banned or erased. */
    Uni<Optional<Recipient>> find(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("""
            select i.user_id, coalesce(u.banned or u.deleted, false) as banned, %s
            from (select $1::uuid as user_id) i
                left join users u on u.user_id = i.user_id
                left join preferences p on p.user_id = i.user_id
            """.formatted(COLUMNS.formatted("i.user_id")))
                .execute(Tuple.of(userId))
                .map(rows -> rows.iterator().next())
                .map(row -> row.getBoolean("banned") ? Optional.empty() : Optional.of(recipient(row)));
    }

    private static Recipient recipient(Row row) {
        @Nullable JsonObject settings = row.getJsonObject("settings");
        var preferences = PreferenceStore.parse(settings);
        var locale = preferences.locale() == null ? row.getString("locale") : preferences.locale();
        return new Recipient(
                row.getUUID("user_id"),
                Texts.languageOf(locale),
                preferences,
                List.of(row.getArrayOfUUIDs("subscriptions")));
    }
}
