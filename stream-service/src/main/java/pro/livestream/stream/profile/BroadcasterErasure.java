package pro.livestream.stream.profile;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Takes the name off the streams of who has left. */
@ApplicationScoped
class BroadcasterErasure implements PersonalData {

    private final TenantDatabase database;
    private final BroadcasterStore store;

    BroadcasterErasure(TenantDatabase database, BroadcasterStore store) {
        this.database = database;
        this.store = store;
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(tenant, tx -> store.erase(tx, userId));
    }
}
