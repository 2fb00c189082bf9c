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
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.archive.attachment.Attachment;
import pro.livestream.archive.attachment.AttachmentStore;
import pro.livestream.archive.link.MediaLinks;
import pro.livestream.archive.storage.NoSuchObjectException;
import pro.livestream.archive.storage.ObjectStore;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** {@code /media/attachments/{id}/{name}}: images to look at, all else to store, nothing that a browser would run. */
@ApplicationScoped
class AttachmentRoute {

    private static final Logger LOG = Logger.getLogger(AttachmentRoute.class);
    private static final String PATH = "/media/attachments/(?<id>[0-9a-fA-F-]{36})/.{1,800}";

    private final MediaLinks links;
    private final TenantDatabase database;
    private final AttachmentStore attachments;
    private final ObjectStore store;

    AttachmentRoute(MediaLinks links, TenantDatabase database, AttachmentStore attachments, ObjectStore store) {
        this.links = links;
        this.database = database;
        this.attachments = attachments;
        this.store = store;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(HttpMethod.GET, PATH).handler(this::serve);
        router.routeWithRegex(HttpMethod.HEAD, PATH).handler(this::serve);
    }

    private void serve(RoutingContext context) {
        UUID id;
        try {
            id = UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            Envelope.send(nothing(), context);
            return;
        }
        var tenant = links.verifyLasting(id, context.request().getParam("signature"));
        if (tenant.isEmpty()) {
            Envelope.send(Refusal.of(403, "LINK_INVALID", "This link is not valid"), context);
            return;
        }
        var edge = context.vertx().getOrCreateContext();
        answer(tenant.get(), id, context, edge)
                .subscribe()
                .with(
                        answer -> edge.runOnContext(ignored -> answer.run()),
                        failure -> edge.runOnContext(ignored -> Envelope.send(refusal(failure, context), context)));
    }

    private Uni<Runnable> answer(Tenant tenant, UUID id, RoutingContext context, Context edge) {
        return database.inTransaction(tenant, tx -> attachments.find(tx, id))
                .map(found -> found.orElseThrow(() -> nothing().refused()))
                .chain(file -> HttpMethod.HEAD.equals(context.request().method())
                        ? Uni.createFrom()
                                .<Runnable>item(
                                        () -> headers(context.response(), file).end())
                        : store.open(file.key(tenant), null)
                                .map(object -> () -> object.body()
                                        .subscribe(new ResponseWriter(edge, headers(context.response(), file)))));
    }

    /** A file never changes under its address. */
    private static HttpServerResponse headers(HttpServerResponse response, Attachment file) {
        String type = file.mimeType().startsWith("text/") ? file.mimeType() + "; charset=utf-8" : file.mimeType();
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(file.size()))
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=86400, immutable")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        if (!file.image()) {
            response.putHeader("Content-Disposition", Download.disposition(file.name()));
        }
        return response;
    }

    private static Refusal refusal(Throwable failure, RoutingContext context) {
        return switch (failure) {
            case RefusedException refused -> refused.refusal();
            case NoSuchObjectException gone -> nothing();
            default -> {
                LOG.warnf(failure, "%s can't be served", context.normalizedPath());
                yield Refusal.unavailable("The store can't be reached right now; try again soon");
            }
        };
    }

    private static Refusal nothing() {
        return Refusal.notFound("There is no such attachment");
    }
}
