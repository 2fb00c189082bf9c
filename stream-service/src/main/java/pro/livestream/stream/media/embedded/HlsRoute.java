package pro.livestream.stream.media.embedded;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.stream.media.PlaybackTokens;

/** Playlists from memory and segments from the disk, below {@code /hls/{stream_id}/}. */
@ApplicationScoped
class HlsRoute {

    private static final String STREAM =
            "/hls/(?<stream>[0-9a-fA-F-]{36})/(?:(?<token>[0-9a-z]{1,13}\\.[A-Za-z0-9_-]{1,64})/)?";
    private static final String RENDITION = "(?<rendition>[a-z0-9]{1,16})/";
    private static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

    private final EmbeddedMediaServer server;
    private final PlaybackTokens tokens;

    HlsRoute(EmbeddedMediaServer server, PlaybackTokens tokens) {
        this.server = server;
        this.tokens = tokens;
    }

    void register(@Observes Router router) {
        route(router, STREAM + "master\\.m3u8", this::master);
        route(router, STREAM + RENDITION + "index\\.m3u8", this::media);
        route(router, STREAM + RENDITION + "(?<file>[0-9]{1,9}-(?:init\\.mp4|[0-9]{1,9}\\.m4s))", this::file);
    }

    private static void route(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            router.routeWithRegex(method, path).handler(context -> {
                try {
                    handler.handle(context);
                } catch (RefusedException refused) {
                    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    Envelope.send(refused.refusal(), context);
                }
            });
        }
    }

    private Optional<LivePipeline> pipeline(RoutingContext context) {
        try {
            UUID streamId = UUID.fromString(context.pathParam("stream"));
            var found = server.pipeline(streamId);
            if (found.isPresent() && !mayPlay(context, streamId, found.get())) {
                throw Refusal.forbidden("This stream is played with a token that its viewers get")
                        .refused();
            }
            return found;
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean mayPlay(RoutingContext context, UUID streamId, LivePipeline pipeline) {
        @Nullable String token = context.pathParam("token");
        return token == null ? pipeline.publicPlayback() : tokens.allows(token, streamId);
    }

    private void master(RoutingContext context) {
        playlist(context, pipeline(context).flatMap(found -> found.playlist().master()));
    }

    private void media(RoutingContext context) {
        playlist(context, pipeline(context).flatMap(found -> found.playlist().media(context.pathParam("rendition"))));
    }

    private static void playlist(RoutingContext context, Optional<String> text) {
        if (text.isEmpty()) {
            notThere(context);
            return;
        }
        String etag = "\"" + Integer.toHexString(text.get().hashCode()) + "-"
                + text.get().length() + "\"";
        var response = headers(context, PLAYLIST_TYPE, "no-cache", etag);
        if (isKnown(context, etag)) {
            response.setStatusCode(304).end();
        } else {
            response.end(HttpMethod.HEAD.equals(context.request().method()) ? "" : text.get());
        }
    }

    private void file(RoutingContext context) {
        String rendition = context.pathParam("rendition");
        String name = context.pathParam("file");
        Optional<Path> file = pipeline(context).flatMap(found -> found.file(rendition, name));
        if (file.isEmpty()) {
            notThere(context);
            return;
        }
        String path = file.get().toString();
        context.vertx().fileSystem().props(path).onComplete(props -> {
            if (props.failed()) {
                notThere(context);
                return;
            }
            String etag = "\"" + name + "-" + props.result().size() + "\"";
            String type = rendition.equals("audio") ? "audio/mp4" : "video/mp4";
            var response = headers(context, type, "public, max-age=3600, immutable", etag);
            if (isKnown(context, etag)) {
                response.setStatusCode(304).end();
            } else if (HttpMethod.HEAD.equals(context.request().method())) {
                response.putHeader(
                                HttpHeaders.CONTENT_LENGTH,
                                Long.toString(props.result().size()))
                        .end();
            } else {
                response.sendFile(path).onFailure(context::fail);
            }
        });
    }

    private static HttpServerResponse headers(RoutingContext context, String type, String cache, String etag) {
        return context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, cache)
                .putHeader(HttpHeaders.ETAG, etag);
    }

    private static boolean isKnown(RoutingContext context, String etag) {
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null && known.contains(etag);
    }

    private static void notThere(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Envelope.send(Refusal.notFound("There is nothing to play here"), context);
    }
}
