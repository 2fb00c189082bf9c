package pro.livestream.platform.kafka;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.producer.ProducerRecord;
import pro.livestream.platform.config.ServiceConfig;

/** Sends records to Kafka and tells when the brokers have them: acks=all, idempotent, in order of the calls. */
@ApplicationScoped
public class EventSender {
    private final ServiceConfig config;
    private volatile @org.jspecify.annotations.Nullable ProducerBlockingAdapter producer;

    EventSender(ServiceConfig config) {
        this.config = config;
    }

    /** Fails after 10 s without the brokers' confirmation. */
    public Uni<Void> send(ProducerRecord<String, byte[]> entry) {
        return producer().send(entry);
    }

    private ProducerBlockingAdapter producer() {
        var made = producer;
        if (made == null) {
            synchronized (this) {
                made = producer;
                if (made == null) {
                    made = ProducerBlockingAdapter.idempotent(
                            config.kafka().brokers(), config.kafka().linger());
                    producer = made;
                }
            }
        }
        return made;
    }

    @PreDestroy
    void close() {
        var made = producer;
        if (made != null) {
            made.close();
        }
    }
}
