package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** What who has left recorded is not fetched any more. */
@ApplicationScoped
class LateRecordingErasure implements PersonalData {

    private final TenantDatabase database;
    private final LateRecordingStore store;

    LateRecordingErasure(TenantDatabase database, LateRecordingStore store) {
        this.database = database;
        this.store = store;
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(tenant, tx -> store.forgetOf(tx, userId));
    }
}
