package pro.livestream.stream;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Makes it longer ago what a patience counts from, where a test would only wait for it to be over. */
final class Past {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Past() {}

    /** The stream began, and its signal changed, that much earlier. */
    static void rewind(TenantDatabase database, String streamId, Duration by) {
        database.inTransaction(
                        Tenant.DEFAULT,
                        tx -> tx.preparedQuery("""
                        update streams set started_at = started_at - $2 * interval '1 millisecond',
                            media_changed_at = media_changed_at - $2 * interval '1 millisecond'
                        where stream_id = $1
                        """).execute(Tuple.of(UUID.fromString(streamId), (int) by.toMillis())))
                .await()
                .atMost(PATIENCE);
    }
}
