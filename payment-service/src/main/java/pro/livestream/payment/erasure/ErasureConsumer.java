package pro.livestream.payment.erasure;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.payment.transaction.Transactions;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;

/** A tombstone on {@code users.profile} takes that user's name and words out of the transactions; the ledger keeps the amounts. */
@ApplicationScoped
class ErasureConsumer {

    private static final Logger LOG = Logger.getLogger(ErasureConsumer.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final Transactions transactions;

    ErasureConsumer(Transactions transactions) {
        this.transactions = transactions;
    }

    @Incoming("users-profile-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        var tenant = EventSerde.header(entry.headers(), CloudEventHeaders.TENANT);
        @Nullable UUID userId = userId(entry);
        if (entry.value() != null || userId == null || tenant.isEmpty() || !Tenant.isName(tenant.get())) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> transactions.forget(new Tenant(tenant.get()), userId))
                .onFailure()
                .invoke(failure -> LOG.warnf("an erasure waits: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely();
    }

    private static @Nullable UUID userId(ConsumerRecord<String, byte[]> entry) {
        try {
            return entry.key() == null ? null : UUID.fromString(entry.key());
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
