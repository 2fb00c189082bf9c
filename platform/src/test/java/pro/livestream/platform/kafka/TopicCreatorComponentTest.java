package pro.livestream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.Topic;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.config.ServiceConfig;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class TopicCreatorComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Boot boot;

    @Inject
    TopicCreator topics;

    @Inject
    ServiceConfig config;

    @Test
    void tellsOfATopicThatHasOtherPartitionsThanDeclaredAndGoesOn() throws Exception {
        await().atMost(PATIENCE).until(boot::isReady);
        var name = Topic.PAYMENT_DISPUTED.deadLetterName();
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", (Object) config.kafka().brokers()))) {
            var described = admin.describeTopics(java.util.List.of(name))
                    .allTopicNames()
                    .get();
            var partitions = Optional.ofNullable(described.get(name))
                    .orElseThrow()
                    .partitions()
                    .size();
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions + 1)))
                    .all()
                    .get();
            await().atMost(PATIENCE).untilAsserted(() -> {
                topics.create().await().atMost(PATIENCE);
                assertThat(topics.mismatches())
                        .contains("topic %s has %d partitions, declared are 1".formatted(name, partitions + 1));
            });
        }
    }
}
