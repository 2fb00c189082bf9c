package pro.livestream.stream.token;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** What tokens need to know of streams. */
@ApplicationScoped
class StreamLookup {

    private final TenantDatabase database;

    StreamLookup(TenantDatabase database) {
        this.database = database;
    }

    /** Refuses a stream that there is not; none at all is fine. */
    Uni<Void> require(Tenant tenant, @Nullable UUID streamId) {
        if (streamId == null) {
            return Uni.createFrom().voidItem();
        }
        return exists(tenant, "select from streams where stream_id = $1 and deleted_at is null", streamId)
                .invoke(exists -> {
                    if (!exists) {
                        throw Refusal.notFound("There is no such stream").refused();
                    }
                })
                .replaceWithVoid();
    }

    Uni<Boolean> isLive(Tenant tenant, UUID userId) {
        return exists(tenant, "select from streams where user_id = $1 and status = 'live'", userId);
    }

    private Uni<Boolean> exists(Tenant tenant, String sql, UUID id) {
        return database.inTransaction(
                tenant, tx -> tx.preparedQuery(sql).execute(Tuple.of(id)).map(rows -> rows.size() > 0));
    }
}
