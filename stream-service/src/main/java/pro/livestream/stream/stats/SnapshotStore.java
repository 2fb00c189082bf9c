package pro.livestream.stream.stats;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import pro.livestream.stream.stage.Stage;

/** The table {@code stage_snapshots}. */
@ApplicationScoped
class SnapshotStore {

    Uni<Boolean> isDue(SqlConnection tx, Instant at) {
        return tx.preparedQuery("""
                        select exists (select from stages where state <> 'deleted')
                            and not exists (select from stage_snapshots where taken_at = $1) as due
                        """)
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getBoolean("due"));
    }

    Uni<Void> put(SqlConnection tx, StageStats.Load load, Instant at) {
        return tx.preparedQuery("""
                        insert into stage_snapshots (stage_arn, taken_at, viewer_count)
                        select s.arn, $2, s.viewers from unnest($1::text[], $3::int[]) as s (arn, viewers)
                        on conflict do nothing
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfString(
                                load.stages().stream().map(Stage::stageArn).toArray(String[]::new))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC))
                        .addArrayOfInteger(load.stages().stream()
                                .map(stage -> load.of(stage).viewers())
                                .toArray(Integer[]::new)))
                .replaceWithVoid();
    }

    Uni<Integer> deleteBefore(SqlConnection tx, Instant bound) {
        return tx.preparedQuery("delete from stage_snapshots where taken_at < $1")
                .execute(Tuple.of(bound.atOffset(ZoneOffset.UTC)))
                .map(done -> done.rowCount());
    }
}
