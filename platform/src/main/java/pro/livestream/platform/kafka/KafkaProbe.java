package pro.livestream.platform.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.core.net.NetClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.net.NetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import pro.livestream.platform.config.ServiceConfig;

/** Whether a broker can be reached, without holding a client for it. */
@ApplicationScoped
public class KafkaProbe {
    private final NetClient client;
    private final String brokers;

    KafkaProbe(Vertx vertx, ServiceConfig config) {
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(1_500));
        this.brokers = config.kafka().brokers();
    }

    /** Fails when no broker accepts a connection. */
    public Uni<Void> ping() {
        var anyBroker = Arrays.stream(brokers.split(",", -1)).map(this::connect).toList();
        return Uni.join().first(anyBroker).withItem();
    }

    private Uni<Void> connect(String broker) {
        var colon = broker.lastIndexOf(':');
        return client.connect(
                        Integer.parseInt(broker.substring(colon + 1).strip()),
                        broker.substring(0, colon).strip())
                .call(socket -> socket.close())
                .replaceWithVoid();
    }
}
