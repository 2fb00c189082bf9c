package pro.livestream.notification.preference;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.json.WireJson;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** The table of preferences; who never set any has no row. */
@ApplicationScoped
public class PreferenceStore implements PersonalData {
    private final TenantDatabase database;

    PreferenceStore(TenantDatabase database) {
        this.database = database;
    }

    Uni<Preferences> find(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("select settings from preferences where user_id = $1")
                .execute(Tuple.of(userId))
                .map(rows -> rows.size() == 0
                        ? Preferences.DEFAULT
                        : parse(rows.iterator().next().getJsonObject("settings")));
    }

    Uni<Void> put(SqlConnection tx, UUID userId, Preferences preferences) {
        return tx.preparedQuery("""
            insert into preferences (user_id, settings) values ($1, $2)
            on conflict (user_id) do update set settings = excluded.settings, updated_at = now()
            """)
                .execute(Tuple.of(userId, json(preferences)))
                .replaceWithVoid();
    }

    /** From the column {@code settings}, null where there is no row. */
    public static Preferences parse(@Nullable JsonObject settings) {
        if (settings == null) {
            return Preferences.DEFAULT;
        }
        try {
            return WireJson.mapper().readValue(settings.encode(), Preferences.class);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("preferences that can't be read", bug);
        }
    }

    private static JsonObject json(Preferences preferences) {
        try {
            return new JsonObject(WireJson.mapper().writeValueAsString(preferences));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> tx.preparedQuery("delete from preferences where user_id = $1")
                        .execute(Tuple.of(userId))
                        .replaceWithVoid());
    }
}
