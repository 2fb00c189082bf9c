package pro.livestream.gateway.tenant;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import pro.livestream.contracts.event.TenantChanged;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.outbox.Outbox;

/** The tenants in the gateway's own schema, and the event that tells the services of each change. */
@ApplicationScoped
class TenantStore {
    private static final String SELECT = """
        select t.*, coalesce(array_agg(d.domain order by d.domain) filter (where d.domain is not null), '{}') as domains
        from service.tenant t left join service.tenant_domain d using (schema_name)
        """;

    private final Pool pool;
    private final Outbox outbox;

    TenantStore(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    Uni<List<TenantRecord>> all() {
        return pool.query(SELECT + " group by t.schema_name order by t.schema_name")
                .execute()
                .map(TenantStore::records);
    }

    Uni<List<TenantRecord>> after(String schemaName, int limit) {
        return pool.preparedQuery(SELECT
                        + " where t.schema_name > $1 and t.state <> 'erased' group by t.schema_name order by"
                        + " t.schema_name limit $2")
                .execute(Tuple.of(schemaName, limit))
                .map(TenantStore::records);
    }

    <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work);
    }

    Uni<Void> insert(SqlConnection tx, TenantRecord tenant) {
        return tx.preparedQuery(
                        "insert into service.tenant (schema_name, state, version, created_at, updated_at) values ($1,"
                                + " $2, $3, $4, $4)")
                .execute(Tuple.of(
                        tenant.schemaName(),
                        tenant.state(),
                        tenant.version(),
                        tenant.createdAt().atOffset(ZoneOffset.UTC)))
                .onFailure(TenantStore::isDuplicate)
                .transform(duplicate -> new GatewayError.TenantExists().failure())
                .chain(() -> Multi.createFrom()
                        .iterable(tenant.domains())
                        .onItem()
                        .transformToUniAndConcatenate(domain -> insertDomain(tx, tenant.schemaName(), domain))
                        .collect()
                        .last())
                .chain(() -> tell(tx, tenant));
    }

    Uni<Optional<TenantRecord>> lock(SqlConnection tx, String schemaName) {
        return tx.preparedQuery("select from service.tenant where schema_name = $1 for update")
                .execute(Tuple.of(schemaName))
                .chain(() -> tx.preparedQuery(SELECT + " where t.schema_name = $1 group by t.schema_name")
                        .execute(Tuple.of(schemaName)))
                .map(rows -> records(rows).stream().findFirst());
    }

    /** Sets the state; the domains are free again once the tenant is not active. */
    Uni<Void> setState(SqlConnection tx, TenantRecord tenant, String state, Instant now) {
        var changed = new TenantRecord(
                tenant.schemaName(), List.of(), state, tenant.version() + 1, tenant.createdAt(), now, now);
        return tx.preparedQuery("""
            update service.tenant set state = $2, version = version + 1, updated_at = $3,
                disabled_at = coalesce(disabled_at, $3) where schema_name = $1
            """)
                .execute(Tuple.of(tenant.schemaName(), state, now.atOffset(ZoneOffset.UTC)))
                .chain(() -> tx.preparedQuery("delete from service.tenant_domain where schema_name = $1")
                        .execute(Tuple.of(tenant.schemaName())))
                .chain(() -> tell(tx, changed));
    }

    Uni<List<String>> disabledBefore(Instant time) {
        return pool.preparedQuery(
                        "select schema_name from service.tenant where state = 'disabled' and disabled_at < $1")
                .execute(Tuple.of(time.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("schema_name"))
                        .toList());
    }

    /** Tells the services again of what they may have missed. */
    Uni<Void> tell(SqlConnection tx, TenantRecord tenant) {
        return outbox.append(
                tx,
                new TenantChanged(
                        tenant.schemaName(),
                        tenant.schemaName(),
                        tenant.domains(),
                        tenant.state(),
                        tenant.updatedAt(),
                        tenant.version()));
    }

    private static Uni<Void> insertDomain(SqlConnection tx, String schemaName, String domain) {
        return tx.preparedQuery("insert into service.tenant_domain (domain, schema_name) values ($1, $2)")
                .execute(Tuple.of(domain, schemaName))
                .onFailure(TenantStore::isDuplicate)
                .transform(duplicate -> new GatewayError.DomainTaken(domain).failure())
                .replaceWithVoid();
    }

    private static boolean isDuplicate(Throwable failure) {
        return failure instanceof PgException error && "23505".equals(error.getSqlState());
    }

    private static List<TenantRecord> records(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new TenantRecord(
                        row.getString("schema_name"),
                        List.of(row.getArrayOfStrings("domains")),
                        row.getString("state"),
                        row.getLong("version"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("updated_at").toInstant(),
                        row.getOffsetDateTime("disabled_at") == null
                                ? null
                                : row.getOffsetDateTime("disabled_at").toInstant()))
                .toList();
    }
}
