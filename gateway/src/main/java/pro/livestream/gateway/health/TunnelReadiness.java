package pro.livestream.gateway.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import pro.livestream.gateway.route.Tunnels;

/** A gateway that holds as many connections as it may gets no new ones. */
@Readiness
@ApplicationScoped
class TunnelReadiness implements HealthCheck {
    private final Tunnels tunnels;

    TunnelReadiness(Tunnels tunnels) {
        this.tunnels = tunnels;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("tunnels")
                .status(!tunnels.isFull())
                .withData("open", tunnels.open())
                .withData("max", tunnels.max())
                .build();
    }
}
