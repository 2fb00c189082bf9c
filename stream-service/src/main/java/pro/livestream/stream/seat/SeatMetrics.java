package pro.livestream.stream.seat;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import pro.livestream.platform.tenant.Tenant;

/** Counts who comes and who goes. */
@Singleton
class SeatMetrics {

    private final MeterRegistry registry;

    SeatMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void joined(Tenant tenant, SeatRole role) {
        registry.counter("livestream.stage.joins", "tenant", tenant.name(), "role", role.wireName())
                .increment();
    }

    void left(Tenant tenant, SeatRole role, String reason) {
        registry.counter("livestream.stage.leaves", "tenant", tenant.name(), "role", role.wireName(), "reason", reason)
                .increment();
    }
}
