package pro.livestream.platform.consumer;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import pro.livestream.platform.tenant.Tenant;

/** What holds something of users and lets it go when the account is erased; those of higher priority are asked first. */
public interface PersonalData {
    /** May be called again after a part of it was done, and for a disabled tenant. */
    Uni<Void> erase(Tenant tenant, UUID userId);
}
