package pro.livestream.notification.preference;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.Kind;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Reading and setting preferences. */
@ApplicationScoped
class PreferenceService {
    private final TenantDatabase database;
    private final PreferenceStore store;

    PreferenceService(TenantDatabase database, PreferenceStore store) {
        this.database = database;
        this.store = store;
    }

    Uni<Preferences> get(Caller caller) {
        return database.inTransaction(caller.tenant(), tx -> store.find(tx, caller.userId()))
                .map(Preferences::resolved);
    }

    /** Replaces all; what the caller left out is at its default. */
    Uni<Preferences> put(Caller caller, Preferences preferences) {
        preferences.validate();
        return database.inTransaction(caller.tenant(), tx -> store.put(tx, caller.userId(), preferences))
                .map(done -> preferences.resolved());
    }

    /** No mails of one kind any more; none at all when it is null. Doing it again changes nothing. */
    Uni<Void> stopMail(Tenant tenant, UUID userId, @Nullable Kind kind) {
        return database.inTransaction(
                tenant, tx -> store.find(tx, userId).chain(found -> store.put(tx, userId, found.withoutMail(kind))));
    }
}
