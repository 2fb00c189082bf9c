package pro.livestream.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** Settings that every service reads. */
@ConfigMapping(prefix = "livestream.service")
public interface ServiceConfig {

    /** Which database the service owns: identity, chat, stream, archive, payment or notification. */
    String database();

    /** The name of this replica, as the launcher or the orchestrator knows it. */
    @WithDefault("${SERVICE_INSTANCE:${quarkus.application.name}}")
    String instance();

    /** The service's name: the same for all its replicas. */
    @WithDefault("${quarkus.application.name}")
    String name();

    /** Where the gateway answers other services: keys, service tokens. */
    @WithDefault("${GATEWAY_INTERNAL_URL:http://127.0.0.1:9080}")
    String gatewayInternalUrl();

    /** The gateway's public address. */
    @WithDefault("${GATEWAY_URL:http://127.0.0.1:8080}")
    String gatewayUrl();

    /** The secret with which this service gets its service tokens. */
    @WithDefault("${SERVICE_SECRET:}")
    Optional<String> serviceSecret();

    /** Kafka settings. */
    Kafka kafka();

    /** Settings of Kafka's topics and clients. */
    interface Kafka {
        /** Brokers, comma-separated {@code host:port}. */
        @WithDefault("${KAFKA_BROKERS:127.0.0.1:9092}")
        String brokers();

        /** An upper bound to every topic's partitions, for small installations. */
        @WithName("partitions-max")
        @WithDefault("${KAFKA_PARTITIONS_MAX:1000}")
        int partitionsMax();

        /** Copies of each partition. */
        @WithName("replication-factor")
        @WithDefault("${KAFKA_REPLICATION_FACTOR:1}")
        short replicationFactor();

        /** A topic that gets a copy of every event that passes the outbox, for consumers that want one stream. */
        @WithName("events-topic")
        @WithDefault("${KAFKA_EVENTS_TOPIC:}")
        Optional<String> eventsTopic();

        /** How long an event that needs no transaction waits for others to share a request with. */
        @WithDefault("2ms")
        Duration linger();
    }
}
