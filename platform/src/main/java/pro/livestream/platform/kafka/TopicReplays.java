package pro.livestream.platform.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import pro.livestream.contracts.Topic;
import pro.livestream.platform.config.ServiceConfig;

/** Topics that this replica reads whole, from their start, for as long as it lives. */
@ApplicationScoped
public class TopicReplays {
    private final ServiceConfig config;
    private final List<TopicReplayBlockingAdapter> running = new CopyOnWriteArrayList<>();

    TopicReplays(ServiceConfig config) {
        this.config = config;
    }

    /**
     * Hands every record to {@code handler}, in order per key, on a polling thread of its own; values of tombstones are null.
     * The Uni completes when all that was there at the start has been handed over.
     */
    public Uni<Void> start(Topic topic, Consumer<ConsumerRecord<String, byte[]>> handler) {
        var replay = new TopicReplayBlockingAdapter(config.kafka().brokers(), topic.wireName(), handler);
        running.add(replay);
        return replay.start();
    }

    void stop(@Observes ShutdownEvent event) {
        running.forEach(TopicReplayBlockingAdapter::stop);
    }
}
