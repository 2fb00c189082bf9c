package pro.livestream.gateway.ratelimit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.tenant.Tenant;

/** The limit of general requests: per user, per API key, per anonymous viewer and, for those, per address. */
@ApplicationScoped
public class RateLimit {
    private final SlidingWindow window;
    private final RateLimitConfig config;

    RateLimit(SlidingWindow window, RateLimitConfig config) {
        this.window = window;
        this.config = config;
    }

    public Uni<Void> user(Tenant tenant, String userId, HttpServerResponse response) {
        return take(tenant, "user", userId, config.maxRequests()).map(counted -> told(counted, response));
    }

    public Uni<Void> apiKey(Tenant tenant, String keyId, HttpServerResponse response) {
        return take(tenant, "key", keyId, config.apiKeyMaxRequests()).map(counted -> told(counted, response));
    }

    /** A viewer without the cookie counts for its address only. */
    public Uni<Void> anonymous(Tenant tenant, @Nullable String viewerId, String address, HttpServerResponse response) {
        var ofAddress = take(tenant, "address", address, config.maxRequests() * config.addressFactor());
        if (viewerId == null) {
            return ofAddress.map(counted -> told(counted, response));
        }
        var ofViewer = take(tenant, "viewer", viewerId, config.maxRequests());
        return ofAddress.chain(one -> one.isPresent() && !one.get().allowed()
                ? Uni.createFrom().item(told(one, response))
                : ofViewer.map(two -> told(stricter(one, two), response)));
    }

    private Uni<Optional<Allowance>> take(Tenant tenant, String kind, String id, long limit) {
        return window.take("gateway:" + tenant.name() + ":rate:" + kind + ":" + id, limit, config.windowMs());
    }

    private static Optional<Allowance> stricter(Optional<Allowance> one, Optional<Allowance> two) {
        if (one.isEmpty() || two.isEmpty()) {
            return one.or(() -> two);
        }
        return Optional.of(one.get().stricter(two.get()));
    }

    private static @Nullable Void told(Optional<Allowance> counted, HttpServerResponse response) {
        if (counted.isEmpty()) {
            return null;
        }
        var allowance = counted.get();
        response.putHeader("RateLimit-Limit", Long.toString(allowance.limit()))
                .putHeader("RateLimit-Remaining", Long.toString(allowance.remaining()))
                .putHeader("RateLimit-Reset", Long.toString((allowance.reset().toMillis() + 999) / 1000));
        if (!allowance.allowed()) {
            throw new GatewayError.TooManyRequests(allowance.reset()).failure();
        }
        return null;
    }
}
