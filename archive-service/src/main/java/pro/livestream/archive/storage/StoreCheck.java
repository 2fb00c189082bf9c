package pro.livestream.archive.storage;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import pro.livestream.platform.health.DependencyCheck;

/** Whether the store answers, under {@code /q/health/well}. */
@Wellness
@ApplicationScoped
class StoreCheck implements AsyncHealthCheck {

    private final ObjectStore store;

    StoreCheck(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return DependencyCheck.of("s3", store::ping);
    }
}
