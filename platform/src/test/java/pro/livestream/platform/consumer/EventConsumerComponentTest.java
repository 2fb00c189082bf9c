package pro.livestream.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.Events;
import pro.livestream.platform.TopicReader;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class EventConsumerComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Tenant TENANT = new Tenant("localhost");

    @Inject
    Boot boot;

    @Inject
    EventSender sender;

    @Inject
    TenantDatabase database;

    @Inject
    Tenants tenants;

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(boot::isReady);
    }

    @Test
    void takesARepeatedEventOnce() {
        var stream = Ids.next();
        var first = entry("one", Events.started("localhost", stream, "first", 1));

        send(first);
        send(entry("one", Events.started("localhost", stream, "first", 1)));
        send(entry("two", Events.started("localhost", stream, "second", 2)));

        await().atMost(PATIENCE).until(() -> taken(stream).contains("second"));
        assertThat(taken(stream)).containsExactly("first", "second");
    }

    @Test
    void sendsWhatItsCodeRejectsAndWhatFollowsOnThatKeyToTheDeadLetters() {
        var poisoned = Ids.next();
        var healthy = Ids.next();

        send(entry("p1", Events.started("localhost", poisoned, "poison", 1)));
        send(entry("p2", Events.started("localhost", poisoned, "after", 2)));
        send(entry("h1", Events.started("localhost", healthy, "fine", 1)));

        await().atMost(PATIENCE).until(() -> taken(healthy).contains("fine"));
        var letters = TopicReader.read(
                "stream.started.dlq", 2, PATIENCE, e -> poisoned.toString().equals(e.key()));
        assertThat(letters).hasSize(2);
        assertThat(EventSerde.header(letters.getFirst().headers(), "dlq-error").orElseThrow())
                .contains("poison");
        assertThat(EventSerde.header(letters.getFirst().headers(), "dlq-topic")).contains("stream.started");
        assertThat(taken(poisoned)).isEmpty();
    }

    @Test
    void sendsWhatIsNoEventToTheDeadLetters() {
        var key = "broken-" + Ids.next();

        send(new ProducerRecord<>("stream.started", key, "{\"no\": ".getBytes(StandardCharsets.UTF_8)));

        assertThat(TopicReader.read("stream.started.dlq", 1, PATIENCE, e -> key.equals(e.key())))
                .hasSize(1);
    }

    @Test
    void waitsForATenantThatIsNotThereYetAndThenTakesItsEvent() {
        var tenant = "soon" + (System.nanoTime() % 1_000_000);
        var stream = Ids.next();

        send(entry("t1", Events.started(tenant, stream, "patient", 1)));
        assertThat(TopicReader.read(
                        "stream.started.dlq",
                        1,
                        Duration.ofSeconds(2),
                        e -> stream.toString().equals(e.key())))
                .isEmpty();
        TestIdentity.announceTenant(tenant);

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> taken(new Tenant(tenant), stream).contains("patient"));
    }

    @Test
    void takesTheEventOfADisabledTenantRatherThanHoldUpAllOthers() {
        var tenant = "gone" + (System.nanoTime() % 1_000_000);
        var stream = Ids.next();
        TestIdentity.announceTenant(tenant);
        await().atMost(PATIENCE).until(() -> tenants.isReady(new Tenant(tenant)));
        TestIdentity.disableTenant(tenant);
        await().atMost(PATIENCE).until(() -> !tenants.isReady(new Tenant(tenant)));

        send(entry("d1", Events.started(tenant, stream, "late", 1)));

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> taken(new Tenant(tenant), stream).contains("late"));
    }

    @Test
    void aTransactionThatIsTriedAgainFindsTheTenantThatHasBecomeReady() {
        var tenant = "again" + (System.nanoTime() % 1_000_000);
        var transaction = database.inTransaction(
                new Tenant(tenant), tx -> tx.query("select 1").execute().replaceWith("done"));
        assertThatThrownBy(() -> transaction.await().atMost(PATIENCE)).hasMessageContaining("TENANT_NOT_READY");

        TestIdentity.announceTenant(tenant);
        await().atMost(PATIENCE).until(() -> tenants.isReady(new Tenant(tenant)));

        assertThat(transaction.await().atMost(PATIENCE)).isEqualTo("done");
    }

    private void send(ProducerRecord<String, byte[]> entry) {
        sender.send(entry).await().atMost(PATIENCE);
    }

    private static ProducerRecord<String, byte[]> entry(String id, StreamStarted event) {
        var headers = EventSerde.headers(event.streamId() + id, "test", event, Instant.EPOCH, "r-" + id, null);
        return new ProducerRecord<>("stream.started", null, event.key(), EventSerde.write(event), headers);
    }

    private List<String> taken(UUID stream) {
        return taken(TENANT, stream);
    }

    private List<String> taken(Tenant tenant, UUID stream) {
        return database.inTransactionOfEvent(
                        tenant,
                        tx -> tx.preparedQuery("select title from taken where stream_id = $1 order by at")
                                .execute(Tuple.of(stream))
                                .map(rows -> {
                                    var titles = new ArrayList<String>();
                                    rows.forEach(row -> titles.add(row.getString("title")));
                                    return List.copyOf(titles);
                                }))
                .await()
                .atMost(PATIENCE);
    }
}
