package pro.livestream.archive.removal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.platform.consumer.Erasures;

/** A tombstone on {@code users.profile} erases what that user has left here; profiles themselves are not kept. */
@ApplicationScoped
class ErasureConsumer {

    private final Erasures erasures;

    ErasureConsumer(Erasures erasures) {
        this.erasures = erasures;
    }

    @Incoming("users-profile-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return erasures.consume(entry);
    }
}
