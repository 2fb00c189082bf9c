package pro.livestream.gateway.token;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final SigningKeyStore store;
    private final KeyRing ring;
    private final KeyPairBlockingAdapter generator;
    private final TokenConfig config;

    KeyRotation(SigningKeyStore store, KeyRing ring, KeyPairBlockingAdapter generator, TokenConfig config) {
        this.store = store;
        this.ring = ring;
        this.generator = generator;
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
        return generator
                .generate()
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
}
