package pro.livestream.gateway.ratelimit;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.tenant.Tenant;

/** The stricter limit of logins and registrations: per address, and per account from wherever it is tried. */
@ApplicationScoped
public class AuthLimit {
    private final SlidingWindow window;
    private final RateLimitConfig config;

    AuthLimit(SlidingWindow window, RateLimitConfig config) {
        this.window = window;
        this.config = config;
    }

    public Uni<Void> check(Tenant tenant, RoutingContext ctx, String account) {
        var remote = ctx.request().remoteAddress();
        var address = remote == null ? "unknown" : remote.hostAddress();
        return take(tenant, "address", address).chain(() -> take(tenant, "account", hashed(account)));
    }

    /** Names and addresses of people are not spelled out in Redis. */
    private static String hashed(String account) {
        var lower = account.strip().toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(lower.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Uni<Void> take(Tenant tenant, String kind, String id) {
        var key = "gateway:" + tenant.name() + ":auth:" + kind + ":" + id;
        return window.take(key, config.authMaxRequests(), config.authWindowMs())
                .invoke(counted -> counted.filter(allowance -> !allowance.allowed())
                        .ifPresent(allowance -> {
                            throw new GatewayError.TooManyRequests(allowance.reset()).failure();
                        }))
                .replaceWithVoid();
    }
}
