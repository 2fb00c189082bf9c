package pro.livestream.platform.consumer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import pro.livestream.contracts.event.Event;
import pro.livestream.platform.tenant.Tenant;

/** What an event does to the tenant's tables, inside the transaction that also remembers the event. */
@FunctionalInterface
public interface EventHandler<E extends Event> {
    Uni<Void> apply(SqlConnection transaction, Tenant tenant, E event);
}
