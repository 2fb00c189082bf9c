package pro.livestream.notification.testing;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import pro.livestream.contracts.event.Event;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** The rest of the installation, as tests play it: people, events, and a look at the tables. */
@ApplicationScoped
public class World {
    public static final Duration PATIENCE = Duration.ofSeconds(60);
    public static final Tenant TENANT = new Tenant(TestIdentity.TENANT);

    private final Boot boot;
    private final Tenants tenants;
    private final EventSender sender;
    private final TenantDatabase database;

    World(Boot boot, Tenants tenants, EventSender sender, TenantDatabase database) {
        this.boot = boot;
        this.tenants = tenants;
        this.sender = sender;
        this.database = database;
    }

    /** A person with an account and a profile. */
    public record Person(String name, UUID id, String token) {
        public RequestSpecification asks() {
            return given().header("Authorization", "Bearer " + token).contentType("application/json");
        }

        public void follows(Person other) {
            asks().body(Map.of("following_id", other.id().toString()))
                    .post("/api/follows")
                    .then()
                    .statusCode(201);
        }

        public List<Map<String, Object>> inbox() {
            return asks().get("/api/notifications?limit=100")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items");
        }

        public List<Map<String, Object>> inbox(String kind) {
            return inbox().stream().filter(one -> kind.equals(one.get("kind"))).toList();
        }
    }

    public static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    public void ready() {
        await().until(() ->
                boot.isReady() && tenants.isReady(TENANT) && tenants.isReady(new Tenant(TestIdentity.OTHER_TENANT)));
    }

    /** Somebody new, whose profile has arrived. */
    public Person person(String name) {
        return person(name, "en");
    }

    public Person person(String name, String locale) {
        var unique = name + "-" + Ids.next().toString().substring(24);
        var person = new Person(unique, TestIdentity.userId(unique), TestIdentity.userToken(unique));
        send(profile(person.id(), unique, locale, 1));
        await().until(() -> query("select 1 from users where user_id = $1", Tuple.of(person.id()))
                        .size()
                == 1);
        return person;
    }

    public static UserProfileChanged profile(UUID userId, String username, String locale, long version) {
        return new UserProfileChanged(
                TENANT.name(), userId, username, null, null, null, locale, false, false, Instant.now(), version);
    }

    public static UserProfileChanged gone(UUID userId) {
        return new UserProfileChanged(
                TENANT.name(), userId, "", null, null, null, null, false, true, Instant.now(), 99);
    }

    public static StreamStarted started(Person broadcaster, String visibility, String notifyOn) {
        return new StreamStarted(
                TENANT.name(),
                Ids.next(),
                broadcaster.id(),
                broadcaster.name(),
                "Evening jam",
                null,
                null,
                List.of(),
                null,
                null,
                visibility,
                "embedded",
                true,
                notifyOn,
                null,
                Instant.now(),
                1);
    }

    public void send(Event event) {
        send(event, Ids.next().toString());
    }

    public void send(Event event, String eventId) {
        var headers = EventSerde.headers(eventId, "test", event, Instant.now(), null, null);
        sender.send(new ProducerRecord<>(event.topic().wireName(), null, event.key(), EventSerde.write(event), headers))
                .await()
                .atMost(PATIENCE);
    }

    public RowSet<Row> query(String sql, Tuple values) {
        return database.inTransaction(TENANT, tx -> tx.preparedQuery(sql).execute(values))
                .await()
                .atMost(PATIENCE);
    }

    public long count(String sql, Tuple values) {
        return query(sql, values).iterator().next().getLong(0);
    }

    /** The matching records that there are, as soon as there are {@code wanted}. */
    public static List<ConsumerRecord<String, byte[]>> read(
            String topic, int wanted, Predicate<ConsumerRecord<String, byte[]>> matching) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        EmbeddedParts.settings().get("KAFKA_BROKERS"),
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end && found.size() < wanted) {
                for (var entry : consumer.poll(Duration.ofMillis(100))) {
                    if (matching.test(entry)) {
                        found.add(entry);
                    }
                }
            }
        }
        return found;
    }
}
