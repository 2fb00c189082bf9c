package pro.livestream.platform.kafka;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;
import pro.livestream.contracts.Topic;
import pro.livestream.platform.config.ServiceConfig;

/** Makes the declared topics that are absent; what exists with other partitions is left alone and told in health. */
@ApplicationScoped
public class TopicCreator {
    private static final Logger LOG = Logger.getLogger(TopicCreator.class);

    private final ServiceConfig config;
    private volatile List<String> mismatches = List.of();

    TopicCreator(ServiceConfig config) {
        this.config = config;
    }

    /** Fails while Kafka is away. */
    public Uni<Void> create() {
        return new KafkaAdminBlockingAdapter(config.kafka().brokers())
                .ensure(declared())
                .invoke(found -> {
                    mismatches = found;
                    found.forEach(LOG::warn);
                })
                .replaceWithVoid();
    }

    /** One line for each topic that is not as declared. */
    public List<String> mismatches() {
        return mismatches;
    }

    private List<NewTopic> declared() {
        var topics = new ArrayList<NewTopic>();
        for (var topic : Topic.values()) {
            topics.add(topic(topic.wireName(), topic.partitions(), settings(topic)));
            topics.add(topic(topic.deadLetterName(), 1, delete(Topic.DEAD_LETTER_RETENTION)));
        }
        config.kafka().eventsTopic().ifPresent(name -> topics.add(topic(name, 12, delete(Duration.ofDays(7)))));
        return topics;
    }

    private NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(
                        name,
                        Math.min(partitions, config.kafka().partitionsMax()),
                        config.kafka().replicationFactor())
                .configs(settings);
    }

    private static Map<String, String> settings(Topic topic) {
        return switch (topic.cleanup()) {
            case COMPACT -> Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            case DELETE -> delete(topic.retention());
        };
    }

    private static Map<String, String> delete(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(retention.toMillis()));
    }
}
