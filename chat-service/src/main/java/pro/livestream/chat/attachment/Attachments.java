package pro.livestream.chat.attachment;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.identity.ServiceTokens;
import pro.livestream.platform.tenant.Tenant;

/** Asks archive-service for the files of a message. On the core loop. */
@Singleton
public class Attachments {

    private static final Logger LOG = Logger.getLogger(Attachments.class);

    private final WebClient client;
    private final ServiceTokens tokens;
    private final CoreLoop loop;
    private final String url;
    private final long patienceMs;

    Attachments(Vertx vertx, ServiceTokens tokens, CoreLoop loop, AttachmentConfig config) {
        this.patienceMs = config.patience().toMillis();
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) patienceMs));
        this.tokens = tokens;
        this.loop = loop;
        this.url = config.archiveServiceUrl().split(",", -1)[0].strip() + "/internal/attachments/claims";
    }

    /**
     * The files as a comment shows them, a JSON array; from now on they stay for as long as the message does. Fails with
     * {@link ChatError#UNKNOWN_ATTACHMENT} where one is not this user's, with {@link ChatError#UNAVAILABLE} while
     * archive-service is away.
     */
    public Future<String> claim(String tenant, UUID userId, UUID commentId, List<UUID> ids) {
        Promise<String> claimed = Promise.promise();
        var request = new JsonObject()
                .put("user_id", userId.toString())
                .put("comment_id", commentId.toString())
                .put("ids", new JsonArray(ids.stream().map(UUID::toString).toList()));
        tokens.bearerFor(new Tenant(tenant))
                .flatMap(bearer -> client.postAbs(url)
                        .putHeader("Authorization", bearer)
                        .timeout(patienceMs)
                        .sendJsonObject(request))
                .map(Attachments::items)
                .subscribe()
                .with(
                        items -> loop.execute(() -> claimed.complete(items)),
                        failure -> loop.execute(() -> {
                            if (failure instanceof RefusedException) {
                                claimed.fail(failure);
                            } else {
                                LOG.warnf("The files of a message can't be asked for: %s", failure.toString());
                                claimed.fail(ChatError.UNAVAILABLE.refused());
                            }
                        }));
        return claimed.future();
    }

    private static String items(HttpResponse<Buffer> response) {
        if (response.statusCode() == 404) {
            throw ChatError.UNKNOWN_ATTACHMENT.refused();
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException("archive-service answered " + response.statusCode());
        }
        return response.bodyAsJsonObject().getJsonArray("items").encode();
    }
}
