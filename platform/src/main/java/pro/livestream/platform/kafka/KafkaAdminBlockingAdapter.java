package pro.livestream.platform.kafka;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Kafka's blocking admin client, off the event loop. */
final class KafkaAdminBlockingAdapter {
    private static final String TIMEOUT_MS = "10000";

    private final String brokers;

    KafkaAdminBlockingAdapter(String brokers) {
        this.brokers = brokers;
    }

    /** Makes those of the topics that are absent; answers a line for each that has other partitions than declared. */
    Uni<List<String>> ensure(List<NewTopic> topics) {
        return Uni.createFrom()
                .item(() -> ensureBlocking(topics))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor());
    }

    private List<String> ensureBlocking(List<NewTopic> topics) {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS))) {
            var existing = admin.listTopics().names().get();
            var absent =
                    topics.stream().filter(t -> !existing.contains(t.name())).toList();
            for (var result : admin.createTopics(absent).values().values()) {
                try {
                    result.get();
                } catch (ExecutionException failure) {
                    if (!(failure.getCause() instanceof TopicExistsException)) {
                        throw failure;
                    }
                }
            }
            return mismatches(
                    admin,
                    topics.stream().filter(t -> existing.contains(t.name())).toList());
        } catch (ExecutionException failure) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "Kafka's topics can't be made", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(stopped);
        }
    }

    private static List<String> mismatches(Admin admin, List<NewTopic> existing)
            throws ExecutionException, InterruptedException {
        var declared = existing.stream().collect(Collectors.toMap(NewTopic::name, NewTopic::numPartitions));
        var lines = new ArrayList<String>();
        for (var description :
                admin.describeTopics(declared.keySet()).allTopicNames().get().values()) {
            var expected = declared.get(description.name());
            if (expected != null && expected != description.partitions().size()) {
                lines.add("topic %s has %d partitions, declared are %d"
                        .formatted(description.name(), description.partitions().size(), expected));
            }
        }
        return lines;
    }
}
