package pro.livestream.notification.profile;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Buries the user first, so that the other features get nothing new about it while they forget. */
@ApplicationScoped
@Priority(100)
class UserErasure implements PersonalData {

    private final TenantDatabase database;
    private final UserStore users;

    UserErasure(TenantDatabase database, UserStore users) {
        this.database = database;
        this.users = users;
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(tenant, tx -> users.bury(tx, userId));
    }
}
