package pro.livestream.stream.media.outside;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.media.MediaConfig;
import pro.livestream.stream.media.OutsideDesk;
import pro.livestream.stream.media.PlaybackTokens;

/** What media servers outside call. They sign nothing: the path holds a secret, and what they tell is only taken as a reason to ask. */
@Path("/hooks/media/{secret}")
@Public
public class MediaHookResource {

    private static final Logger LOG = Logger.getLogger(MediaHookResource.class);
    private static final Response ALLOWED =
            Response.ok("{}", "application/json").build();
    private static final int SECRET_LENGTH_MIN = 16;

    private final MediaConfig config;
    private final OutsideDesk desk;
    private final PlaybackTokens tokens;

    MediaHookResource(MediaConfig config, OutsideDesk desk, PlaybackTokens tokens) {
        this.config = config;
        this.desk = desk;
        this.tokens = tokens;
    }

    /** A webhook of Ant Media Server; anything but 200 counts as a failure there. Order and number of calls are not certain. */
    @POST
    @Path("/ant-media/{tenant}")
    @Operation(hidden = true)
    public Uni<Response> antMedia(
            @PathParam("secret") String secret, @PathParam("tenant") String tenant, @Nullable JsonNode event) {
        checkSecret(secret);
        var stream =
                event == null ? Optional.<UUID>empty() : uuid(event.path("id").asText());
        if (stream.isEmpty() || !Tenant.isName(tenant)) {
            return Uni.createFrom().item(ALLOWED);
        }
        LOG.debugf(
                "Ant Media: %s of %s", event == null ? "" : event.path("action").asText(), stream.get());
        return desk.lookAgain(tenant, stream.get()).replaceWith(ALLOWED);
    }

    /** Ant Media's {@code webhookAuthenticateURL}: only 200 lets the publisher in. */
    @POST
    @Path("/ant-media/{tenant}/publish")
    @Operation(hidden = true)
    public Uni<Response> antMediaPublish(
            @PathParam("secret") String secret, @PathParam("tenant") String tenant, @Nullable JsonNode request) {
        checkSecret(secret);
        var stream = request == null
                ? Optional.<UUID>empty()
                : uuid(request.path("streamId").asText(request.path("name").asText()));
        String key = request == null ? "" : request.path("token").asText();
        return answer(
                stream.isEmpty() || !Tenant.isName(tenant) ? no() : desk.mayPublish(tenant, stream.get(), key), 403);
    }

    /** MediaMTX's {@code authHTTPAddress}; RTSP clients show their credentials only after a 401. */
    @POST
    @Path("/mediamtx")
    @Operation(hidden = true)
    public Uni<Response> mediaMtx(@PathParam("secret") String secret, @Nullable JsonNode request) {
        checkSecret(secret);
        return answer(request == null ? no() : mayOnMediaMtx(request), 401);
    }

    private Uni<Boolean> mayOnMediaMtx(JsonNode request) {
        String path = request.path("path").asText();
        int slash = path.indexOf('/');
        var stream = uuid(path.substring(slash + 1));
        if (slash < 1 || stream.isEmpty() || !Tenant.isName(path.substring(0, slash))) {
            return no();
        }
        String tenant = path.substring(0, slash);
        return switch (request.path("action").asText()) {
            case "publish" -> desk.mayPublish(tenant, stream.get(), credential(request));
            case "read", "playback" ->
                tokens.allows(credential(request), stream.get())
                        ? Uni.createFrom().item(true)
                        : desk.isPublic(tenant, stream.get());
            default -> no();
        };
    }

    /** A bearer token, a password, or {@code token=} in the query: what the protocol has. */
    private static String credential(JsonNode request) {
        for (String field : new String[] {"token", "password"}) {
            String given = request.path(field).asText();
            if (!given.isEmpty()) {
                return given;
            }
        }
        for (String pair : request.path("query").asText().split("&", -1)) {
            if (pair.startsWith("token=")) {
                return URLDecoder.decode(pair.substring(6), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static Uni<Response> answer(Uni<Boolean> allowed, int refusal) {
        return allowed.map(
                yes -> yes ? ALLOWED : Response.status(refusal).entity("").build());
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void checkSecret(String given) {
        boolean right = config.hookToken()
                .filter(secret -> secret.length() >= SECRET_LENGTH_MIN)
                .map(secret -> MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
        if (!right) {
            throw Refusal.notFound("There is nothing here").refused();
        }
    }
}
