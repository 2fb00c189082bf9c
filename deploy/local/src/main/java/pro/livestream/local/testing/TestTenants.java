package pro.livestream.local.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Announces tenants on Kafka as the gateway does. */
final class TestTenants {
    private static final String TOPIC = "tenants";

    private TestTenants() {}

    static void announce(String brokers, String schemaName, String state) {
        createTopic(brokers);
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var event = Map.<String, Object>of(
                "event_type",
                "tenant_changed",
                "tenant",
                schemaName,
                "schema_name",
                schemaName,
                "domains",
                List.of(schemaName.equals("localhost") ? "localhost" : schemaName + ".localhost"),
                "state",
                state,
                "updated_at",
                now.toString(),
                "version",
                now.toEpochMilli());
        var entry = new ProducerRecord<>(TOPIC, schemaName, Json.of(event));
        Map.of(
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        "tenant_changed",
                        "ce_source",
                        "gateway",
                        "ce_specversion",
                        "1.0",
                        "ce_time",
                        now.toString(),
                        "ce_subject",
                        schemaName,
                        "tenant",
                        schemaName)
                .forEach((name, value) -> entry.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(entry).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void createTopic(String brokers) {
        var topic = new NewTopic(TOPIC, Optional.of(1), Optional.of((short) 1))
                .configs(Map.of("cleanup.policy", "compact"));
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
