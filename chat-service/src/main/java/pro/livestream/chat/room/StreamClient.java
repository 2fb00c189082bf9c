package pro.livestream.chat.room;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.ServiceTokens;
import pro.livestream.platform.tenant.Tenant;

/** Asks stream-service about a stream whose events have not arrived here yet. */
@Singleton
class StreamClient {

    private static final long TIMEOUT_MS = 2_000;

    private final WebClient client;
    private final ServiceTokens tokens;
    private final String url;

    /** A stream as stream-service has it. */
    record Known(UUID userId, String status, @Nullable Instant endedAt) {}

    StreamClient(Vertx vertx, ServiceTokens tokens, RoomConfig config) {
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) TIMEOUT_MS));
        this.tokens = tokens;
        this.url = config.streamServiceUrl().split(",", -1)[0].strip();
    }

    Uni<Optional<Known>> find(RoomKey key) {
        return tokens.bearerFor(new Tenant(key.tenant()))
                .flatMap(bearer -> client.getAbs(url + "/internal/streams/" + key.streamId())
                        .putHeader("Authorization", bearer)
                        .timeout(TIMEOUT_MS)
                        .send())
                .map(StreamClient::known)
                .onFailure()
                .transform(away -> Refusal.unavailable("Streams can't be looked up right now")
                        .refused());
    }

    private static Optional<Known> known(HttpResponse<Buffer> response) {
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw Refusal.unavailable("stream-service answered " + response.statusCode())
                    .refused();
        }
        var body = response.bodyAsJsonObject();
        var ended = body.getString("ended_at");
        return Optional.of(new Known(
                UUID.fromString(body.getString("user_id")),
                body.getString("status"),
                ended == null ? null : Instant.parse(ended)));
    }
}
