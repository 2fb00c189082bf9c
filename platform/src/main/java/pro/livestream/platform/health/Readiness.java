package pro.livestream.platform.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.drain.Drain;

/** Ready once the start is through, until the end begins; a dependency that goes away later degrades, it doesn't unready. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
class Readiness implements HealthCheck {
    private final Boot boot;
    private final Drain drain;

    Readiness(Boot boot, Drain drain) {
        this.boot = boot;
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("service")
                .status(boot.isReady() && !drain.isDraining())
                .withData("waiting_for", boot.isReady() ? "" : boot.waitingFor())
                .build();
    }
}
