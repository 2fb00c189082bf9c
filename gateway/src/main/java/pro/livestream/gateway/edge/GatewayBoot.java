package pro.livestream.gateway.edge;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import pro.livestream.gateway.identity.FirstAdmin;
import pro.livestream.gateway.session.RevocationIndex;
import pro.livestream.gateway.tenant.TenantRegistry;
import pro.livestream.gateway.token.KeyRotation;
import pro.livestream.platform.boot.Boot;

/** What must be there before the gateway is ready: keys, secrets, the default tenant, its first admin. */
@ApplicationScoped
class GatewayBoot implements Boot.Step {
    private final KeyRotation keys;
    private final EdgeSecrets secrets;
    private final RevocationIndex revocations;
    private final TenantRegistry tenants;
    private final FirstAdmin admin;
    private final boolean skipAuth;

    GatewayBoot(
            KeyRotation keys,
            EdgeSecrets secrets,
            RevocationIndex revocations,
            TenantRegistry tenants,
            FirstAdmin admin,
            EdgeConfig config) {
        this.keys = keys;
        this.secrets = secrets;
        this.revocations = revocations;
        this.tenants = tenants;
        this.admin = admin;
        this.skipAuth = config.skipAuth();
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        refuseOpenProduction(skipAuth, LaunchMode.current());
    }

    @Override
    public Uni<Void> run() {
        return keys.start()
                .chain(secrets::load)
                .chain(revocations::start)
                .chain(tenants::start)
                .chain(admin::ensure);
    }

    static void refuseOpenProduction(boolean skipAuth, LaunchMode mode) {
        if (skipAuth && mode == LaunchMode.NORMAL) {
            throw new IllegalArgumentException("SKIP_AUTH=true works in the dev profile only; unset it");
        }
    }
}
