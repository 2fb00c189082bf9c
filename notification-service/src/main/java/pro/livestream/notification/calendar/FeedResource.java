package pro.livestream.notification.calendar;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;

/** {@code /api/notifications/calendar}: a user's own feed, of all whom the user follows, and its address. */
@Path("/api/notifications/calendar")
class FeedResource {
    private final CalendarService calendars;
    private final CurrentCaller caller;
    private final PublicAddress address;

    /** Where a user's own feed is: whoever knows the address reads it. */
    record FeedAddress(String url) {}

    FeedResource(CalendarService calendars, CurrentCaller caller, PublicAddress address) {
        this.calendars = calendars;
        this.caller = caller;
        this.address = address;
    }

    @GET
    public Uni<FeedAddress> feed(@Context HttpServerRequest request) {
        return calendars.address(caller.requireUser()).map(path -> new FeedAddress(address.of(request) + path));
    }

    @POST
    @Path("/replace")
    public Uni<FeedAddress> replace(@Context HttpServerRequest request) {
        return calendars.replace(caller.requireUser()).map(path -> new FeedAddress(address.of(request) + path));
    }

    @GET
    @Public
    @Path("/{file}")
    public Uni<Response> own(@PathParam("file") String file, @Context HttpServerRequest request) {
        return calendars.own(caller.get().tenant(), file, address.of(request)).map(CalendarResource::calendar);
    }
}
