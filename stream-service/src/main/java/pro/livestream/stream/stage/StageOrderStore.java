package pro.livestream.stream.stage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The table {@code stage_orders}, always inside a tenant's transaction. */
@ApplicationScoped
class StageOrderStore {

    /** A stage that is being made at a media server under this name. */
    record Order(UUID orderId, String provider) {}

    Uni<Void> insert(SqlConnection tx, Order order, Instant now) {
        return tx.preparedQuery("insert into stage_orders (order_id, provider, created_at) values ($1, $2, $3)")
                .execute(Tuple.of(order.orderId(), order.provider(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Boolean> isThere(SqlConnection tx, UUID orderId) {
        return tx.preparedQuery("select 1 from stage_orders where order_id = $1")
                .execute(Tuple.of(orderId))
                .map(rows -> rows.size() == 1);
    }

    Uni<Void> delete(SqlConnection tx, UUID orderId) {
        return tx.preparedQuery("delete from stage_orders where order_id = $1")
                .execute(Tuple.of(orderId))
                .replaceWithVoid();
    }

    Uni<List<Order>> before(SqlConnection tx, Instant bound) {
        return tx.preparedQuery("select * from stage_orders where created_at < $1 order by order_id")
                .execute(Tuple.of(bound.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Order(row.getUUID("order_id"), row.getString("provider")))
                        .toList());
    }
}
