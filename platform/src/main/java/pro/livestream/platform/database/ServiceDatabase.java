package pro.livestream.platform.database;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The service's own database: made, migrated, its version table read. */
@ApplicationScoped
public class ServiceDatabase {
    private final FlywayBlockingAdapter flyway;
    private final TenantSchemas schemas;

    ServiceDatabase(FlywayBlockingAdapter flyway, TenantSchemas schemas) {
        this.flyway = flyway;
        this.schemas = schemas;
    }

    /** Fails while PostgreSQL is away. */
    public Uni<Void> prepare() {
        return flyway.prepare().chain(schemas::load);
    }
}
