package pro.livestream.stream.lifecycle;

import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** What another media node leaves in the table and in the bucket while it has a stream. */
final class OtherNode {

    private OtherNode() {}

    static RowSet<Row> sql(TenantDatabase database, String sql, Object... values) {
        return database.inTransaction(
                        Tenant.DEFAULT, tx -> tx.preparedQuery(sql).execute(Tuple.from(List.of(values))))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    /** It stands at segment 40 of run 4 and said its last word just now. */
    static void serves(TenantDatabase database, String owner, UUID id, Duration leaseLeft) {
        sql(database, """
                insert into media_leases values ($1, $2, 3, now() + $3 * interval '1 millisecond', 4, 40, 3)
                on conflict (stream_id) do update set owner = $2, epoch = media_leases.epoch + 1,
                    lease_until = now() + $3 * interval '1 millisecond'
                """, id, owner, (int) leaseLeft.toMillis());
    }

    static String folder(JsonPath stream) {
        return "localhost/" + stream.getString("user_id") + "/" + stream.getString("stream_id") + "/recording";
    }

    /** Of segments of four seconds, the last of which ended just now. */
    static String manifest(JsonPath stream, int segments, boolean complete) {
        var begun = Instant.now().minusSeconds(4L * segments + 1);
        var entries = IntStream.range(0, segments)
                .mapToObj(seq -> """
                        {"seq":%d,"key":"%s/%06d.ts","run":4,"container":"mpegts","start":"%s","duration_s":4.0,"bytes":3,"sha256":"00"}""".formatted(seq, folder(stream), seq, begun.plusSeconds(4L * seq)))
                .collect(Collectors.joining(","));
        return """
                {"version":1,"tenant":"localhost","stream_id":"%s","user_id":"%s","complete":%b,
                 "updated_at":"%s","gaps":[],"segments":[%s]}
                """.formatted(
                        stream.getString("stream_id"), stream.getString("user_id"), complete, Instant.now(), entries);
    }
}
