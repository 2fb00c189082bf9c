package pro.livestream.stream.seat;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** What somebody watched stays in the sums of a stage, without the name. */
@ApplicationScoped
class ViewerErasure implements PersonalData {
    private final TenantDatabase database;
    private final ViewingRecordStore viewings;

    ViewerErasure(TenantDatabase database, ViewingRecordStore viewings) {
        this.database = database;
        this.viewings = viewings;
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(tenant, tx -> viewings.anonymise(tx, userId));
    }
}
