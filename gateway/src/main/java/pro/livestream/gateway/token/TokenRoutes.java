package pro.livestream.gateway.token;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;

/** The key set on both ports; tokens for services on the management port only. */
@ApplicationScoped
class TokenRoutes {
    private static final String JWKS_PATH = "/.well-known/jwks.json";
    private static final int BODY_BYTES_MAX = 4096;

    private final KeyRing ring;
    private final TokenMint mint;
    private final TokenConfig config;
    private final Map<String, String> secrets;

    TokenRoutes(KeyRing ring, TokenMint mint, TokenConfig config) {
        this.ring = ring;
        this.mint = mint;
        this.config = config;
        this.secrets = secrets(config.serviceSecrets().orElse(List.of()));
    }

    void publish(@Observes Router router) {
        router.get(JWKS_PATH).handler(this::jwks);
    }

    void manage(@Observes ManagementInterface management) {
        management.router().get(JWKS_PATH).handler(this::jwks);
        management.router().post("/internal/service-tokens").handler(this::serviceToken);
    }

    private void jwks(RoutingContext ctx) {
        ctx.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "public, max-age=60")
                .end(ring.jwks());
    }

    private void serviceToken(RoutingContext ctx) {
        var service = authenticated(ctx.request().getHeader("Authorization"));
        if (service == null) {
            Envelope.send(Refusal.unauthenticated("The service name or its secret is wrong"), ctx);
            return;
        }
        // Quarkus has read the body on the management port already, and only there.
        answer(
                ctx,
                service,
                ctx.body().buffer() == null ? Buffer.buffer() : ctx.body().buffer());
    }

    private void answer(RoutingContext ctx, String service, Buffer body) {
        var tenant = tenantOf(body);
        if (tenant == null) {
            Envelope.send(Refusal.validation("tenant", "names no tenant"), ctx);
            return;
        }
        var token = mint.mint(Subject.service(tenant, service)).token();
        ctx.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("expires_in", config.serviceTokenLife().toSeconds())
                        .encode());
    }

    private static @Nullable Tenant tenantOf(Buffer body) {
        try {
            var name =
                    body.length() > BODY_BYTES_MAX ? null : body.toJsonObject().getValue("tenant");
            return name instanceof String text && Tenant.isName(text) ? new Tenant(text) : null;
        } catch (DecodeException | ClassCastException malformed) {
            return null;
        }
    }

    private @Nullable String authenticated(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return null;
        }
        try {
            var decoded = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            var colon = decoded.indexOf(':');
            if (colon < 0) {
                return null;
            }
            var name = decoded.substring(0, colon);
            var secret = secrets.get(name);
            return secret != null && same(secret, decoded.substring(colon + 1)) ? name : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> secrets(List<String> pairs) {
        var secrets = new HashMap<String, String>();
        for (var pair : pairs) {
            var colon = pair.indexOf(':');
            if (colon <= 0 || colon == pair.length() - 1) {
                throw new IllegalArgumentException("SERVICE_SECRETS must be a list of service:secret");
            }
            secrets.put(
                    pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
        }
        return Map.copyOf(secrets);
    }
}
