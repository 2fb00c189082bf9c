package pro.livestream.payment.tip;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.ServiceTokens;
import pro.livestream.platform.tenant.Tenant;

/** Asks stream-service whose a stream is; the next replica when one does not answer. */
@ApplicationScoped
class StreamClient {
    private static final long TIMEOUT_MS = 3_000;

    private final WebClient client;
    private final ServiceTokens tokens;
    private final List<String> urls;

    StreamClient(Vertx vertx, ServiceTokens tokens, TipConfig config) {
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) TIMEOUT_MS));
        this.tokens = tokens;
        this.urls = config.streamServiceUrl();
    }

    /** The broadcaster; empty where there is no such stream. */
    Uni<Optional<UUID>> broadcasterOf(Tenant tenant, UUID streamId) {
        return tokens.bearerFor(tenant)
                .chain(bearer -> ask(bearer, streamId, 0))
                .onFailure()
                .transform(away -> Refusal.unavailable(
                                "Streams can't be looked up right now; try again with the same Idempotency-Key")
                        .refused());
    }

    private Uni<Optional<UUID>> ask(String bearer, UUID streamId, int index) {
        var answer = client.getAbs(urls.get(index) + "/internal/streams/" + streamId)
                .timeout(TIMEOUT_MS)
                .putHeader("Authorization", bearer)
                .send()
                .map(StreamClient::broadcaster);
        return index + 1 == urls.size()
                ? answer
                : answer.onFailure().recoverWithUni(() -> ask(bearer, streamId, index + 1));
    }

    private static Optional<UUID> broadcaster(HttpResponse<Buffer> response) {
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException("stream-service answers " + response.statusCode());
        }
        JsonObject stream = response.bodyAsJsonObject();
        return Optional.of(UUID.fromString(stream.getString("user_id")));
    }
}
