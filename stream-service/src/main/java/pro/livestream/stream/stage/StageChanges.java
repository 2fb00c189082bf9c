package pro.livestream.stream.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import pro.livestream.contracts.event.StageChanged;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;

/** Says of each change of the stages what was done and why: in the table of decisions, on the topic, in the log and as a metric. */
@ApplicationScoped
class StageChanges {

    private static final Logger LOG = Logger.getLogger(StageChanges.class);

    private final Outbox outbox;
    private final MeterRegistry meters;

    StageChanges(Outbox outbox, MeterRegistry meters) {
        this.outbox = outbox;
        this.meters = meters;
    }

    Uni<Void> tell(
            SqlConnection tx,
            Tenant tenant,
            Stage stage,
            StageDecision.Action action,
            String reason,
            int viewerCount,
            Instant at) {
        String name = action.wireName();
        return tx.preparedQuery("""
                        insert into stage_decisions (decision_id, at, stage_arn, action, reason, viewer_count)
                        values ($1, $2, $3, $4, $5, $6)
                        """)
                .execute(Tuple.of(Ids.next(), at.atOffset(ZoneOffset.UTC), stage.stageArn(), name, reason, viewerCount))
                .chain(() -> outbox.append(
                        tx,
                        new StageChanged(tenant.name(), stage.stageArn(), stage.name(), name, reason, viewerCount, at)))
                .invoke(() -> {
                    LOG.infof("stage %s of %s is %s: %s", stage.stageArn(), tenant, name, reason);
                    meters.counter("livestream.stage.decisions", "tenant", tenant.name(), "action", name)
                            .increment();
                });
    }

    /** Newest first. */
    Uni<List<Told>> before(SqlConnection tx, Optional<UUID> decisionId, int limit) {
        return tx.preparedQuery("""
                        select * from stage_decisions where $1::uuid is null or decision_id < $1
                        order by decision_id desc limit $2
                        """)
                .execute(Tuple.tuple().addUUID(decisionId.orElse(null)).addInteger(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Told(
                                row.getUUID("decision_id"),
                                new StageDecision(
                                        row.getOffsetDateTime("at").toInstant(),
                                        row.getString("stage_arn"),
                                        row.getString("action"),
                                        row.getString("reason"),
                                        row.getInteger("viewer_count"))))
                        .toList());
    }

    record Told(UUID decisionId, StageDecision decision) {}
}
