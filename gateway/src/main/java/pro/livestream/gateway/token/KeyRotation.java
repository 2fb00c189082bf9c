package pro.livestream.gateway.token;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Keeps a key to sign with: published well before it signs, kept as long as a token of it may live, so that rotating
 * signs nobody out.
 */
@ApplicationScoped
public class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final int KEY_BITS = 2048;

    private final SigningKeyStore store;
    private final KeyRing ring;
    private final TokenConfig config;

    KeyRotation(SigningKeyStore store, KeyRing ring, TokenConfig config) {
        this.store = store;
        this.ring = ring;
        this.config = config;
    }

    /** Completes when there is a key to sign with. */
    public Uni<Void> start() {
        return reload().chain(() -> ring.newest().isPresent() ? Uni.createFrom().voidItem() : addFirst());
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> rotate() {
        var now = Clock.systemUTC().instant();
        return reload().chain(() -> isDue(now)
                        ? add(now, now.plus(config.keyPublishedBefore()))
                        : Uni.createFrom().voidItem())
                .chain(() ->
                        store.dropReplaced(now.minus(config.accessTokenLife()).minus(config.keyPublishedBefore())))
                .onFailure()
                .invoke(failure -> LOG.warnf("The signing keys could not be checked: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** The first key is {@link #start}'s, however long that takes: it signs at once, a later one only in an hour. */
    private boolean isDue(Instant now) {
        return ring.newest()
                .map(newest -> newest.signsFrom().plus(config.keySigns()).isBefore(now))
                .orElse(false);
    }

    private Uni<Void> addFirst() {
        return add(Clock.systemUTC().instant(), Clock.systemUTC().instant());
    }

    private Uni<Void> add(Instant now, Instant signsFrom) {
        return Uni.createFrom()
                .item(KeyRotation::generate)
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(pair -> store.add(
                        KeyRing.thumbprint((RSAPublicKey) pair.getPublic()),
                        pair,
                        now,
                        signsFrom,
                        now.minus(config.keySigns())))
                .chain(this::reload);
    }

    private Uni<Void> reload() {
        return store.all().invoke(ring::replace).replaceWithVoid();
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK makes no RSA keys", e);
        }
    }
}
