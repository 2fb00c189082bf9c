package pro.livestream.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.TopicReader;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class ErasuresComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOPIC = "users.profile";
    private static final Tenant TENANT = new Tenant("localhost");

    @Inject
    Boot boot;

    @Inject
    EventSender sender;

    @Inject
    Tenants tenants;

    @Inject
    ErasureConsumer consumer;

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(boot::isReady);
    }

    @Test
    void aTombstoneErasesTheUser() {
        var user = Ids.next();

        bury(TENANT.name(), user.toString());

        awaitGone(TENANT, user);
    }

    @Test
    void anErasureIsTriedAgainUntilWhatItNeedsIsThere() {
        var user = Ids.next();
        consumer.isAwayFor(user);

        bury(TENANT.name(), user.toString());

        awaitGone(TENANT, user);
        assertThat(letters(user.toString(), Duration.ofSeconds(1))).isZero();
    }

    @Test
    void anErasureOfADisabledTenantIsDone() {
        var tenant = "left" + (System.nanoTime() % 1_000_000);
        TestIdentity.announceTenant(tenant);
        await().atMost(PATIENCE).until(() -> tenants.isReady(new Tenant(tenant)));
        TestIdentity.disableTenant(tenant);
        await().atMost(PATIENCE).until(() -> !tenants.isReady(new Tenant(tenant)));
        var user = Ids.next();

        bury(tenant, user.toString());

        awaitGone(new Tenant(tenant), user);
    }

    @Test
    void whatABugKeepsFromBeingErasedGoesToTheDeadLettersAndTheNextIsTaken() {
        var first = Ids.next();
        var second = Ids.next();
        consumer.hasABugFor(first);

        bury(TENANT.name(), first.toString());
        bury(TENANT.name(), second.toString());

        awaitGone(TENANT, second);
        var letter = TopicReader.read(
                TOPIC + ".dlq", 1, PATIENCE, e -> first.toString().equals(e.key()));
        assertThat(letter).hasSize(1);
        assertThat(EventSerde.header(letter.getFirst().headers(), "dlq-error").orElseThrow())
                .contains("a bug");
    }

    @Test
    void aTombstoneThatNamesNoUserOrNoTenantGoesToTheDeadLettersAndTheNextIsTaken() {
        var nobody = "nobody-" + Ids.next();
        var nowhere = Ids.next();
        var user = Ids.next();

        bury(TENANT.name(), nobody);
        bury("No Such!", nowhere.toString());
        bury(TENANT.name(), user.toString());

        awaitGone(TENANT, user);
        assertThat(letters(nobody, PATIENCE)).isEqualTo(1);
        assertThat(letters(nowhere.toString(), PATIENCE)).isEqualTo(1);
    }

    private void awaitGone(Tenant tenant, UUID user) {
        await().atMost(PATIENCE).until(() -> consumer.isGone(tenant, user));
    }

    private static int letters(String key, Duration patience) {
        return TopicReader.read(TOPIC + ".dlq", 1, patience, e -> key.equals(e.key()))
                .size();
    }

    private void bury(String tenant, String key) {
        var headers = new RecordHeaders().add(CloudEventHeaders.TENANT, tenant.getBytes(StandardCharsets.UTF_8));
        sender.send(new ProducerRecord<>(TOPIC, null, key, null, headers))
                .await()
                .atMost(PATIENCE);
    }
}
