package pro.livestream.archive.playback;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.link.MediaLinks;
import pro.livestream.archive.storage.NoSuchObjectException;
import pro.livestream.archive.storage.ObjectStore;
import pro.livestream.archive.storage.RangeRefusedException;
import pro.livestream.archive.vod.Archive;
import pro.livestream.archive.vod.ArchiveStore;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** {@code /api/archives/{id}/media/{file}}: whoever has a link whose signature is good gets the file, whole or in ranges. */
@ApplicationScoped
class MediaRoute {

    private static final Logger LOG = Logger.getLogger(MediaRoute.class);
    private static final String PATH = "/api/archives/(?<archive>[0-9a-fA-F-]{36})/media/(?<file>.{1,200})";
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(?:[0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})");

    private final MediaLinks links;
    private final TenantDatabase database;
    private final ArchiveStore archives;
    private final ObjectStore store;

    MediaRoute(MediaLinks links, TenantDatabase database, ArchiveStore archives, ObjectStore store) {
        this.links = links;
        this.database = database;
        this.archives = archives;
        this.store = store;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(HttpMethod.GET, PATH).handler(this::serve);
        router.routeWithRegex(HttpMethod.HEAD, PATH).handler(this::serve);
    }

    private void serve(RoutingContext context) {
        UUID archiveId;
        try {
            archiveId = UUID.fromString(context.pathParam("archive"));
        } catch (IllegalArgumentException e) {
            Envelope.send(nothing(), context);
            return;
        }
        var tenant = links.verify(
                archiveId,
                context.request().getParam("expires"),
                context.request().getParam("signature"));
        var file = MediaFile.named(context.pathParam("file"));
        if (tenant.isEmpty()) {
            Envelope.send(
                    Refusal.of(403, "LINK_INVALID", "This link is not valid, or no longer; ask for the archive again"),
                    context);
        } else if (file.isEmpty()) {
            Envelope.send(nothing(), context);
        } else {
            var edge = context.vertx().getOrCreateContext();
            answer(tenant.get(), archiveId, file.get(), context, edge)
                    .subscribe()
                    .with(
                            answer -> edge.runOnContext(ignored -> answer.run()),
                            failure -> edge.runOnContext(ignored -> refuse(failure, context)));
        }
    }

    /** What is to be done on the client's event loop. */
    private Uni<Runnable> answer(Tenant tenant, UUID archiveId, MediaFile file, RoutingContext context, Context edge) {
        return database.inTransaction(tenant, tx -> archives.find(tx, archiveId))
                .map(found -> found.filter(
                                archive -> !archive.gone() && archive.status().playable())
                        .orElseThrow(() -> nothing().refused()))
                .chain(archive -> {
                    String key = archive.folder() + file.name();
                    if (file.text()) {
                        return text(key, file, context);
                    }
                    return isHead(context)
                            ? head(key, file, archive, context)
                            : body(key, file, archive, context, edge);
                });
    }

    private static boolean isHead(RoutingContext context) {
        return HttpMethod.HEAD.equals(context.request().method());
    }

    private Uni<Runnable> text(String key, MediaFile file, RoutingContext context) {
        return store.read(store.bucket(), key).map(bytes -> () -> {
            String query = "?expires=" + context.request().getParam("expires") + "&signature="
                    + context.request().getParam("signature");
            String text = new String(bytes, StandardCharsets.UTF_8);
            String linked =
                    file.name().endsWith(".vtt") ? LinkedText.track(text, query) : LinkedText.playlist(text, query);
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, file.contentType())
                    .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                    .end(isHead(context) ? "" : linked);
        });
    }

    private Uni<Runnable> head(String key, MediaFile file, Archive archive, RoutingContext context) {
        return store.look(key)
                .map(object -> () -> headers(context, file, archive, object.etag())
                        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(object.bytes()))
                        .end());
    }

    private Uni<Runnable> body(String key, MediaFile file, Archive archive, RoutingContext context, Context edge) {
        @Nullable String asked = context.request().getHeader("Range");
        @Nullable String range = asked != null && ONE_RANGE.matcher(asked).matches() ? asked : null;
        return store.open(key, range).map(object -> () -> {
            var response = headers(context, file, archive, object.etag())
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(object.bytes()));
            object.contentRange()
                    .ifPresent(part -> response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, part));
            object.body().subscribe(new ResponseWriter(edge, response));
        });
    }

    /** An archive's files never change under their link. */
    private static HttpServerResponse headers(RoutingContext context, MediaFile file, Archive archive, String etag) {
        var response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.contentType())
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader(HttpHeaders.ETAG, etag)
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=3600");
        if (context.request().getParam("download") != null) {
            response.putHeader("Content-Disposition", Download.disposition(archive.title(), file.name()));
        }
        return response;
    }

    private static void refuse(Throwable failure, RoutingContext context) {
        var refusal = switch (failure) {
            case RefusedException refused -> refused.refusal();
            case NoSuchObjectException gone -> nothing();
            case RangeRefusedException range -> Refusal.of(416, "RANGE_NOT_SATISFIABLE", "The file has no such part");
            default -> {
                LOG.warnf(failure, "%s can't be served", context.normalizedPath());
                yield Refusal.unavailable("The store can't be reached right now; try again soon");
            }
        };
        Envelope.send(refusal, context);
    }

    private static Refusal nothing() {
        return Refusal.notFound("There is nothing to play here");
    }
}
