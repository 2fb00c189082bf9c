package pro.livestream.platform.identity;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.config.ServiceConfig;

/** Keeps the gateway's key set, fetches it anew when it has aged or an unknown {@code kid} appears, never more than once a second. */
@ApplicationScoped
@DefaultBean
class JwksKeySource implements KeySource {
    private static final Duration AGE_MAX = Duration.ofMinutes(1);
    private static final Duration FETCH_INTERVAL_MIN = Duration.ofSeconds(1);
    private static final long FETCH_TIMEOUT_MS = 3_000;

    private final WebClient client;
    private final String url;
    private volatile Keys keys = new Keys(Map.of(), Long.MIN_VALUE / 2);
    private volatile @Nullable Uni<Keys> fetching;
    private volatile long fetchedAtNanos = Long.MIN_VALUE / 2;

    private record Keys(Map<String, PublicKey> byId, long atNanos) {}

    JwksKeySource(Vertx vertx, ServiceConfig config) {
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) FETCH_TIMEOUT_MS));
        this.url = config.gatewayInternalUrl() + "/.well-known/jwks.json";
    }

    @Override
    public Uni<Optional<PublicKey>> key(String kid) {
        var known = keys;
        var key = Optional.ofNullable(known.byId().get(kid));
        var now = System.nanoTime();
        var fresh = now - known.atNanos() < AGE_MAX.toNanos();
        var mayFetch = now - fetchedAtNanos > FETCH_INTERVAL_MIN.toNanos();
        if ((key.isPresent() && fresh) || (!mayFetch && !known.byId().isEmpty())) {
            return Uni.createFrom().item(key);
        }
        // A key that was good stays good while the gateway is away: revocation has its own way.
        return sharedFetch(now)
                .map(all -> Optional.ofNullable(all.byId().get(kid)))
                .onFailure(failure -> key.isPresent())
                .recoverWithItem(key);
    }

    /** One request for all who ask meanwhile: a storm of handshakes must not ask the gateway once for each. */
    private Uni<Keys> sharedFetch(long now) {
        synchronized (this) {
            var under = fetching;
            if (under != null) {
                return under;
            }
            fetchedAtNanos = now;
            var started = fetch().onTermination()
                    .invoke(() -> fetching = null)
                    .memoize()
                    .indefinitely();
            fetching = started;
            return started;
        }
    }

    private Uni<Keys> fetch() {
        return client.getAbs(url)
                .timeout(FETCH_TIMEOUT_MS)
                .send()
                .map(JwksKeySource::parse)
                .invoke(fetched -> keys = fetched);
    }

    private static Keys parse(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            throw new io.vertx.core.VertxException("the gateway answered " + response.statusCode() + " for its keys");
        }
        try {
            var byId = new HashMap<String, PublicKey>();
            for (var key : new JsonWebKeySet(response.bodyAsString()).getJsonWebKeys()) {
                if (key instanceof PublicJsonWebKey publicKey && key.getKeyId() != null) {
                    byId.put(key.getKeyId(), publicKey.getPublicKey());
                }
            }
            return new Keys(Map.copyOf(byId), System.nanoTime());
        } catch (JoseException malformed) {
            throw new io.vertx.core.VertxException("the gateway's key set is malformed", malformed);
        }
    }
}
