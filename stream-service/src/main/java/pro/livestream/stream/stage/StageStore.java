package pro.livestream.stream.stage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import pro.livestream.platform.tenant.Tenant;

/** The table {@code stages}, always inside a tenant's transaction. */
@ApplicationScoped
class StageStore {

    /** Whoever changes which stages there are does it alone, over all replicas. */
    Uni<Void> lock(SqlConnection tx, Tenant tenant) {
        return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of("stages\u001f" + tenant.name()))
                .replaceWithVoid();
    }

    /** Open and draining ones, oldest first. */
    Uni<List<Stage>> present(SqlConnection tx) {
        return tx.query("select * from stages where state <> 'deleted' order by created_at, stage_arn")
                .execute()
                .map(StageStore::stages);
    }

    /** A page of them, oldest first. */
    Uni<List<Stage>> presentAfter(SqlConnection tx, Optional<After> after, int limit) {
        return tx.preparedQuery("""
                        select * from stages where state <> 'deleted'
                            and ($1::timestamptz is null or (created_at, stage_arn) > ($1, $2))
                        order by created_at, stage_arn limit $3
                        """)
                .execute(Tuple.tuple()
                        .addOffsetDateTime(after.map(a -> a.createdAt().atOffset(ZoneOffset.UTC))
                                .orElse(null))
                        .addString(after.map(After::stageArn).orElse(""))
                        .addInteger(limit))
                .map(StageStore::stages);
    }

    record After(Instant createdAt, String stageArn) {}

    /** Deleted ones too. */
    Uni<Optional<Stage>> find(SqlConnection tx, String stageArn) {
        return one(tx, "select * from stages where stage_arn = $1", stageArn);
    }

    Uni<Optional<Stage>> lock(SqlConnection tx, String stageArn) {
        return one(tx, "select * from stages where stage_arn = $1 for update", stageArn);
    }

    /** Held against changes of the stage, not against others who join it. */
    Uni<Optional<Stage>> share(SqlConnection tx, String stageArn) {
        return one(tx, "select * from stages where stage_arn = $1 for share", stageArn);
    }

    Uni<Void> insert(SqlConnection tx, Stage stage) {
        return tx.preparedQuery("""
                        insert into stages (stage_arn, name, tags, is_master, state, created_at, provider, endpoints,
                            made_here)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                        on conflict (stage_arn) do update set is_master = excluded.is_master, state = excluded.state,
                            provider = excluded.provider, endpoints = excluded.endpoints, made_here = excluded.made_here, removal_due = false
                        """)
                .execute(Tuple.tuple()
                        .addString(stage.stageArn())
                        .addString(stage.name())
                        .addValue(json(stage.tags()))
                        .addBoolean(stage.master())
                        .addString(stage.state().wireName())
                        .addOffsetDateTime(stage.createdAt().atOffset(ZoneOffset.UTC))
                        .addString(stage.venue().provider())
                        .addValue(json(stage.venue().endpoints()))
                        .addBoolean(stage.venue().madeHere()))
                .replaceWithVoid();
    }

    Uni<Void> noMaster(SqlConnection tx) {
        return tx.query("update stages set is_master = false where is_master")
                .execute()
                .replaceWithVoid();
    }

    Uni<Void> rename(SqlConnection tx, Stage stage) {
        return tx.preparedQuery("update stages set name = $2, tags = $3 where stage_arn = $1")
                .execute(Tuple.of(stage.stageArn(), stage.name(), json(stage.tags())))
                .replaceWithVoid();
    }

    Uni<Void> drained(SqlConnection tx, String stageArn, Instant now) {
        return tx.preparedQuery("update stages set state = 'draining', drained_at = $2 where stage_arn = $1")
                .execute(Tuple.of(stageArn, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** With {@code removalDue} where its media server has it still. */
    Uni<Void> deleted(SqlConnection tx, String stageArn, boolean removalDue, Instant now) {
        return tx.preparedQuery("""
                        update stages set state = 'deleted', deleted_at = $2, removal_due = $3 where stage_arn = $1
                        """)
                .execute(Tuple.of(stageArn, now.atOffset(ZoneOffset.UTC), removalDue))
                .replaceWithVoid();
    }

    /** Deleted ones that their media server has still. */
    Uni<List<Stage>> removalsDue(SqlConnection tx) {
        return tx.query("select * from stages where removal_due order by stage_arn")
                .execute()
                .map(StageStore::stages);
    }

    Uni<Void> removed(SqlConnection tx, String stageArn) {
        return tx.preparedQuery("update stages set removal_due = false where stage_arn = $1")
                .execute(Tuple.of(stageArn))
                .replaceWithVoid();
    }

    private static Uni<Optional<Stage>> one(SqlConnection tx, String sql, String stageArn) {
        return tx.preparedQuery(sql)
                .execute(Tuple.of(stageArn))
                .map(rows -> stages(rows).stream().findFirst());
    }

    private static List<Stage> stages(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Stage(
                        row.getString("stage_arn"),
                        row.getString("name"),
                        strings(row.getJsonObject("tags")),
                        row.getBoolean("is_master"),
                        StageState.named(row.getString("state")),
                        row.getOffsetDateTime("created_at").toInstant(),
                        new Stage.Venue(
                                row.getString("provider"),
                                strings(row.getJsonObject("endpoints")),
                                row.getBoolean("made_here"))))
                .toList();
    }

    private static Map<String, String> strings(JsonObject stored) {
        var strings = new HashMap<String, String>();
        stored.forEach(entry -> strings.put(entry.getKey(), String.valueOf(entry.getValue())));
        return strings;
    }

    private static JsonObject json(Map<String, String> strings) {
        var json = new JsonObject();
        strings.forEach(json::put);
        return json;
    }
}
