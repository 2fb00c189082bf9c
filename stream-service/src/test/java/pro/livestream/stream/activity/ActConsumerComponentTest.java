package pro.livestream.stream.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ReactionSent;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.RealPartsProfile;

/** Records as Kafka hands them out: some twice, some malformed, some of a topic that was made anew. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class ActConsumerComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    ActConsumer consumer;

    @Inject
    Activity activity;

    @Inject
    Tenants tenants;

    private final UUID stream = UUID.randomUUID();
    private final String topic = "reactions-" + stream;
    private final Instant start = Instant.parse("2026-11-27T10:00:30Z");

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(() -> tenants.isReady(Tenant.DEFAULT));
    }

    private ConsumerRecord<String, byte[]> reaction(long offset, String key, Instant at) {
        var event =
                new ReactionSent(Tenant.DEFAULT.name(), stream, UUID.randomUUID(), UUID.randomUUID(), 1, "heart", at);
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                EventSerde.write(event),
                EventSerde.headers(event.reactionId().toString(), "test", event, at, null, null),
                Optional.empty());
    }

    private ConsumerRecord<String, byte[]> reaction(long offset) {
        return reaction(offset, stream.toString(), start.plusSeconds(offset));
    }

    private void come(List<ConsumerRecord<String, byte[]>> entries) {
        consumer.reactions(new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), entries), Map.of()))
                .await()
                .atMost(PATIENCE);
    }

    private long reactions() {
        return activity.totals(Tenant.DEFAULT, stream).await().atMost(PATIENCE).reactions();
    }

    @Test
    void a_record_that_comes_again_is_counted_once() {
        come(List.of(reaction(4), reaction(5)));
        come(List.of(reaction(4), reaction(5), reaction(6)));

        assertThat(reactions()).isEqualTo(3);
    }

    @Test
    void a_topic_that_was_made_anew_is_counted_from_its_beginning() {
        come(List.of(reaction(70), reaction(71)));
        come(List.of(
                reaction(0, stream.toString(), start.plusSeconds(600)),
                reaction(1, stream.toString(), start.plusSeconds(601))));

        assertThat(reactions()).isEqualTo(4);
    }

    @Test
    void a_malformed_record_does_not_hold_up_those_after_it() {
        come(List.of(reaction(1, "no-uuid", start.plusSeconds(1)), reaction(2)));

        assertThat(reactions()).isEqualTo(1);
    }

    @Test
    void acts_fall_on_the_minute_in_which_they_were_done() {
        come(List.of(reaction(1), reaction(29), reaction(31), reaction(95)));

        var timeline = activity.timeline(Tenant.DEFAULT, stream, start, start.plusSeconds(240), 60L)
                .await()
                .atMost(PATIENCE);

        assertThat(timeline.items().stream().map(Activity.Item::reactions).toList())
                .isEqualTo(List.of(2L, 1L, 1L, 0L, 0L));
        assertThat(timeline.items().getFirst().at()).isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
    }
}
