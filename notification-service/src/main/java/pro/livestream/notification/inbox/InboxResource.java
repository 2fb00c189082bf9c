package pro.livestream.notification.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.PageRequest;

/** The inbox over HTTP. */
@Path("/api/notifications")
class InboxResource {
    private final InboxService inbox;
    private final CurrentCaller caller;

    InboxResource(InboxService inbox, CurrentCaller caller) {
        this.inbox = inbox;
        this.caller = caller;
    }

    @GET
    public Uni<InboxPage> list(
            @QueryParam("unread") @Nullable String unread,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return inbox.list(caller.requireUser(), "true".equals(unread), PageRequest.from(limit, cursor));
    }

    @POST
    @Path("/{notification_id}/read")
    public Uni<Notification> read(@PathParam("notification_id") UUID notificationId) {
        return inbox.read(caller.requireUser(), notificationId);
    }

    @POST
    @Path("/read-all")
    public Uni<InboxService.Marked> readAll() {
        return inbox.readAll(caller.requireUser());
    }

    @DELETE
    @Path("/{notification_id}")
    @ResponseStatus(204)
    public Uni<Void> delete(@PathParam("notification_id") UUID notificationId) {
        return inbox.delete(caller.requireUser(), notificationId);
    }
}
