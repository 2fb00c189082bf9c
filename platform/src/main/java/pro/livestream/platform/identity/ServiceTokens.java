package pro.livestream.platform.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;

/** Tokens with which this service calls another, in one tenant's name; got from the gateway by the service's secret, kept until near their end. */
@ApplicationScoped
public class ServiceTokens {
    private static final long REQUEST_TIMEOUT_MS = 3_000;
    private static final long RENEW_BEFORE_END_S = 60;

    private final WebClient client;
    private final ServiceConfig config;
    private final Map<Tenant, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String value, Instant renewAt) {}

    ServiceTokens(Vertx vertx, ServiceConfig config) {
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) REQUEST_TIMEOUT_MS));
        this.config = config;
    }

    /** The value of an Authorization header. */
    public Uni<String> bearerFor(Tenant tenant) {
        var kept = tokens.get(tenant);
        if (kept != null && Clock.systemUTC().instant().isBefore(kept.renewAt())) {
            return Uni.createFrom().item("Bearer " + kept.value());
        }
        return client.postAbs(config.gatewayInternalUrl() + "/internal/service-tokens")
                .timeout(REQUEST_TIMEOUT_MS)
                .basicAuthentication(config.name(), config.serviceSecret().orElse(""))
                .sendJsonObject(new JsonObject().put("tenant", tenant.name()))
                .map(ServiceTokens::parse)
                .invoke(token -> tokens.put(tenant, token))
                .map(token -> "Bearer " + token.value());
    }

    private static Token parse(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            throw Refusal.unavailable("No service token").refused();
        }
        var body = response.bodyAsJsonObject();
        var renewAt = Clock.systemUTC().instant().plusSeconds(body.getLong("expires_in") - RENEW_BEFORE_END_S);
        return new Token(body.getString("access_token"), renewAt);
    }
}
