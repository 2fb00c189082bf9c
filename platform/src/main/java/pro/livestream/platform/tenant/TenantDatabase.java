package pro.livestream.platform.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import pro.livestream.contracts.ErrorCode;
import pro.livestream.platform.error.Refusal;

/** The only way to a tenant's tables: a transaction whose search path is that tenant's schema and ends with it. */
@ApplicationScoped
public class TenantDatabase {
    /** First statement of every transaction on a tenant's tables; the setting ends with the transaction. */
    public static final String ENTER_SCHEMA = "select set_config('search_path', $1, true)";

    private final Pool pool;
    private final Tenants tenants;

    TenantDatabase(Pool pool, Tenants tenants) {
        this.pool = pool;
        this.tenants = tenants;
    }

    /** Commits when the work completes, rolls back when it fails. */
    public <T> Uni<T> inTransaction(Tenant tenant, Function<SqlConnection, Uni<T>> work) {
        return whenAsked(() -> tenants.isReady(tenant), tenant, work);
    }

    /** As {@link #inTransaction}, also for a disabled tenant: what has happened counts until the tenant is erased. */
    public <T> Uni<T> inTransactionOfEvent(Tenant tenant, Function<SqlConnection, Uni<T>> work) {
        return whenAsked(() -> tenants.isPrepared(tenant), tenant, work);
    }

    /** Asks at each subscription, so that a retry finds a tenant that has become ready. */
    private <T> Uni<T> whenAsked(BooleanSupplier isThere, Tenant tenant, Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> isThere.getAsBoolean()
                        ? inSchema(tenant, work)
                        : Uni.createFrom().failure(notReady().refused()));
    }

    /** As {@link #inTransaction}, without asking whether the tenant is ready: for what makes it ready. */
    public <T> Uni<T> inSchema(Tenant tenant, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(ENTER_SCHEMA)
                .execute(Tuple.of(tenant.schema()))
                .chain(() -> work.apply(connection)));
    }

    /** Answered for a tenant that this service has not prepared yet, or that is disabled. */
    public static Refusal notReady() {
        return new Refusal(
                503, ErrorCode.TENANT_NOT_READY, "The tenant is not ready here yet", List.of(), Duration.ofSeconds(1));
    }
}
