package pro.livestream.stream.seat;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** The table {@code put_offs}, always inside a tenant's transaction. */
@ApplicationScoped
public class PutOffStore {

    /** Somebody to be put off at a media server; {@code back} where a seat on the stage was taken again or the stage is gone. */
    public record PutOff(String participantId, String stageArn, String provider, boolean back) {}

    /** For those of them whose stage a media server has. */
    Uni<Void> add(SqlConnection tx, List<ViewingRecord> over, Instant dueAt) {
        if (over.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("""
                        insert into put_offs (participant_id, stage_arn, user_id, due_at)
                        select $1, stage_arn, $3, $4 from stages where stage_arn = $2 and provider <> 'embedded'
                        on conflict (participant_id) do nothing
                        """)
                .executeBatch(over.stream()
                        .map(record -> Tuple.of(
                                record.participantId(),
                                record.stageArn(),
                                record.userId(),
                                dueAt.atOffset(ZoneOffset.UTC)))
                        .toList())
                .replaceWithVoid();
    }

    public Uni<List<PutOff>> due(SqlConnection tx, Instant now, int max) {
        return tx.preparedQuery("""
                        select participant_id, stage_arn, provider,
                            state = 'deleted' or exists (
                                select from viewing_records seat
                                where seat.stage_arn = put_offs.stage_arn and seat.user_id = put_offs.user_id
                                and seat.left_at is null) as back
                        from put_offs join stages using (stage_arn) where due_at <= $1 order by due_at limit $2
                        """)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), max))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new PutOff(
                                row.getString("participant_id"),
                                row.getString("stage_arn"),
                                row.getString("provider"),
                                row.getBoolean("back")))
                        .toList());
    }

    public Uni<Void> done(SqlConnection tx, PutOff one) {
        return tx.preparedQuery("delete from put_offs where participant_id = $1")
                .execute(Tuple.of(one.participantId()))
                .replaceWithVoid();
    }
}
