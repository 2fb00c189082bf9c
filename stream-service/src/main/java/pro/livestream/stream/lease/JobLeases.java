package pro.livestream.stream.lease;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.id.Ids;

/** The table {@code job_leases}: who may do a tenant's periodic job until when. */
@ApplicationScoped
public class JobLeases {

    /** Another process of the same instance is another owner. */
    private final String owner;

    private final Clock clock = Clock.systemUTC();

    JobLeases(ServiceConfig config) {
        this.owner = config.instance() + "/" + Ids.next();
    }

    /** What there is to do where it is this replica's turn, else {@code none}; where there is none, no lease is taken. */
    public <T> Uni<T> ours(SqlConnection tx, String job, Duration length, T due, T none) {
        return due.equals(none)
                ? Uni.createFrom().item(none)
                : hold(tx, job, length).map(ours -> ours ? due : none);
    }

    /** True when this replica may do the job for that long; asking again in time keeps it. */
    public Uni<Boolean> hold(SqlConnection tx, String job, Duration length) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery("""
                        insert into job_leases as l (job, owner, lease_until) values ($1, $2, $4)
                        on conflict (job) do update set owner = $2, lease_until = $4
                        where l.owner = $2 or l.lease_until < $3
                        """)
                .execute(Tuple.of(job, owner, now, now.plus(length)))
                .map(done -> done.rowCount() == 1);
    }
}
