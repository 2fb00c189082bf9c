package pro.livestream.notification.fanout;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import pro.livestream.platform.tenant.Tenant;

/** Has all followers reminded of a planned stream, in the transaction of whoever found it due. */
@ApplicationScoped
public class Reminders {
    private final FanoutStore fanouts;
    private final FanoutJob job;
    private final FanoutConfig config;

    Reminders(FanoutStore fanouts, FanoutJob job, FanoutConfig config) {
        this.fanouts = fanouts;
        this.job = job;
        this.config = config;
    }

    /** Repeated, it changes nothing; false then. */
    public Uni<Boolean> open(SqlConnection tx, Tenant tenant, Reminder reminder, Instant now) {
        return fanouts.open(tx, reminder, now, config.partSize()).invoke(isNew -> job.wake(tenant));
    }
}
