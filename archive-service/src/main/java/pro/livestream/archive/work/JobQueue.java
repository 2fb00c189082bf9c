package pro.livestream.archive.work;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;

/** The table {@code service.job}: whoever holds a job's lease works on it, and only its fence may end it. */
@ApplicationScoped
public class JobQueue {

    private final Pool pool;

    JobQueue(Pool pool) {
        this.pool = pool;
    }

    /** In the transaction that makes the work necessary; a job of that kind that waits already is enough. */
    public Uni<Void> add(SqlConnection tx, Tenant tenant, JobKind kind, UUID archiveId) {
        return tx.preparedQuery("""
                        insert into service.job (job_id, tenant, kind, archive_id) values ($1, $2, $3, $4)
                        on conflict (tenant, archive_id, kind) do nothing
                        """)
                .execute(Tuple.of(Ids.next(), tenant.name(), kind.wireName(), archiveId))
                .replaceWithVoid();
    }

    /** The job that has been due for longest, leased to {@code owner}. */
    Uni<Optional<Job>> claim(String owner, List<Tenant> tenants, Duration lease) {
        return pool.preparedQuery("""
                        with due as (
                            select job_id from service.job
                            where run_at <= now() and (lease_until is null or lease_until < now()) and tenant = any($2)
                            order by run_at limit 1 for update skip locked)
                        update service.job set lease_owner = $1, lease_until = now() + $3 * interval '1 millisecond',
                            fence = nextval('service.job_fence'), attempts = attempts + 1, stage = null, percent = 0
                        from due where job.job_id = due.job_id
                        returning job.*
                        """)
                .execute(Tuple.of(owner, tenants.stream().map(Tenant::name).toArray(String[]::new), lease.toMillis()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(job(rows.iterator().next())));
    }

    private static Job job(Row row) {
        return new Job(
                row.getUUID("job_id"),
                new Tenant(row.getString("tenant")),
                JobKind.named(row.getString("kind")),
                row.getUUID("archive_id"),
                row.getInteger("attempts"),
                row.getInteger("failures"),
                row.getLong("fence"));
    }

    /** False when the lease is another's. */
    Uni<Boolean> renew(Job job, Duration lease, JobProgress.Step step) {
        return pool.preparedQuery("""
                        update service.job set lease_until = now() + $3 * interval '1 millisecond', stage = $4, percent = $5
                        where job_id = $1 and fence = $2
                        """)
                .execute(Tuple.of(job.jobId(), job.fence(), lease.toMillis(), step.stage(), step.percent()))
                .map(result -> result.rowCount() == 1);
    }

    /** Locks the job for the transaction; fails with {@link LeaseLostException} where it is no longer held. */
    public Uni<Void> hold(SqlConnection tx, Job job) {
        return tx.preparedQuery("select 1 from service.job where job_id = $1 and fence = $2 for update")
                .execute(Tuple.of(job.jobId(), job.fence()))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new LeaseLostException();
                    }
                })
                .replaceWithVoid();
    }

    /** Ends the job with the transaction; fails with {@link LeaseLostException} where it is no longer held. */
    public Uni<Void> done(SqlConnection tx, Job job) {
        return tx.preparedQuery("delete from service.job where job_id = $1 and fence = $2")
                .execute(Tuple.of(job.jobId(), job.fence()))
                .invoke(result -> {
                    if (result.rowCount() == 0) {
                        throw new LeaseLostException();
                    }
                })
                .replaceWithVoid();
    }

    /** Ends a job of the archive whoever works on it: the holder finds its lease lost. */
    public Uni<Void> withdraw(SqlConnection tx, Tenant tenant, JobKind kind, UUID archiveId) {
        return tx.preparedQuery("delete from service.job where tenant = $1 and kind = $2 and archive_id = $3")
                .execute(Tuple.of(tenant.name(), kind.wireName(), archiveId))
                .replaceWithVoid();
    }

    Uni<Void> tryAgain(Job job, Duration wait) {
        return pool.preparedQuery("""
                        update service.job set run_at = now() + $3 * interval '1 millisecond', failures = failures + 1,
                            lease_owner = null, lease_until = null
                        where job_id = $1 and fence = $2
                        """)
                .execute(Tuple.of(job.jobId(), job.fence(), wait.toMillis()))
                .replaceWithVoid();
    }

    /** Gives the job back untouched, for the next who asks. */
    Uni<Void> release(Job job) {
        return pool.preparedQuery("""
                        update service.job set lease_owner = null, lease_until = null, attempts = attempts - 1
                        where job_id = $1 and fence = $2
                        """)
                .execute(Tuple.of(job.jobId(), job.fence()))
                .replaceWithVoid();
    }

    /** Takes the leases from the process that had this node's name before. */
    Uni<Integer> releaseAllOf(String owner) {
        return pool.preparedQuery("""
                        update service.job set lease_owner = null, lease_until = null, fence = nextval('service.job_fence')
                        where lease_owner = $1
                        """).execute(Tuple.of(owner)).map(result -> result.rowCount());
    }
}
