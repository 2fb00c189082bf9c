package pro.livestream.platform.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import pro.livestream.contracts.Topic;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.kafka.TopicReplays;

/** Which sessions and users have lost their tokens: the topic {@code identity.revocations}, read whole by every replica. */
@ApplicationScoped
public class Revocations {
    private static final Logger LOG = Logger.getLogger(Revocations.class);

    private final Map<String, Instant> bySession = new ConcurrentHashMap<>();
    private final Map<String, Instant> byUser = new ConcurrentHashMap<>();
    private final List<Consumer<IdentityRevoked>> listeners = new CopyOnWriteArrayList<>();
    private final TopicReplays replays;

    Revocations(TopicReplays replays) {
        this.replays = replays;
    }

    /** Completes when all that was revoked so far is known. */
    public Uni<Void> start() {
        return replays.start(Topic.IDENTITY_REVOCATIONS, this::accept);
    }

    /** Called on Kafka's polling thread for each revocation, past ones included: so that open sockets can be closed. */
    public void onRevoked(Consumer<IdentityRevoked> listener) {
        listeners.add(listener);
    }

    public boolean isRevoked(Caller caller) {
        return (caller.sessionId() != null && bySession.containsKey(caller.sessionId()))
                || isIssuedBefore(caller, byUser.get(caller.tenant().name() + ":" + caller.subject()));
    }

    /** What a revocation says about a caller. */
    public static boolean concerns(IdentityRevoked revoked, Caller caller) {
        if (!revoked.tenant().equals(caller.tenant().name())
                || !revoked.userId().toString().equals(caller.subject())) {
            return false;
        }
        return revoked.sessionId() == null
                ? !caller.issuedAt().isAfter(revoked.issuedBefore())
                : revoked.sessionId().toString().equals(caller.sessionId());
    }

    private static boolean isIssuedBefore(Caller caller, @org.jspecify.annotations.Nullable Instant bound) {
        return bound != null && !caller.issuedAt().isAfter(bound);
    }

    private void accept(ConsumerRecord<String, byte[]> entry) {
        if (entry.value() == null) {
            return;
        }
        try {
            var revoked = EventSerde.read(entry.value(), IdentityRevoked.class);
            forgetOld();
            if (revoked.sessionId() == null) {
                byUser.merge(
                        revoked.tenant() + ":" + revoked.userId(),
                        revoked.issuedBefore(),
                        (a, b) -> a.isAfter(b) ? a : b);
            } else {
                bySession.put(revoked.sessionId().toString(), revoked.issuedBefore());
            }
            listeners.forEach(listener -> listener.accept(revoked));
        } catch (EventRejectedException malformed) {
            LOG.warnf("A revocation at offset %d can't be read: %s", entry.offset(), malformed.getMessage());
        }
    }

    /** Tokens live 24 h, so older revocations say nothing any more. */
    private void forgetOld() {
        var bound = Clock.systemUTC().instant().minus(Duration.ofHours(25));
        if (bySession.size() + byUser.size() > 10_000) {
            bySession.values().removeIf(bound::isAfter);
            byUser.values().removeIf(bound::isAfter);
        }
    }
}
