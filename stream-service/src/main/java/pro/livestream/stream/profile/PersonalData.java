package pro.livestream.stream.profile;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import pro.livestream.platform.tenant.Tenant;

/** A feature that holds something of users and lets it go when the account is erased. */
public interface PersonalData {
    /** May be called again after a part of it was done. */
    Uni<Void> erase(Tenant tenant, UUID userId);
}
