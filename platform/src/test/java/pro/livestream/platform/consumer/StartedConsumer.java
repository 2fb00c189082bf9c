package pro.livestream.platform.consumer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.platform.tenant.Tenant;

/** A consumer as services have them; a stream titled "poison" is more than its code can take. */
@ApplicationScoped
class StartedConsumer {
    private final EventConsumer consumer;

    StartedConsumer(EventConsumer consumer) {
        this.consumer = consumer;
    }

    @Incoming("started-in")
    Uni<Void> started(ConsumerRecord<String, byte[]> entry) {
        return consumer.consume(entry, StreamStarted.class, StartedConsumer::take);
    }

    private static Uni<Void> take(SqlConnection transaction, Tenant tenant, StreamStarted event) {
        if (event.title().equals("poison")) {
            return Uni.createFrom().failure(new IllegalArgumentException("poison"));
        }
        return transaction
                .preparedQuery("insert into taken (stream_id, title) values ($1, $2)")
                .execute(Tuple.of(event.streamId(), event.title()))
                .replaceWithVoid();
    }
}
