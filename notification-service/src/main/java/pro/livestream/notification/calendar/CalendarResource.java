package pro.livestream.notification.calendar;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;

/** {@code /api/users/{id}/schedule.ics}: the calendar (RFC 5545) of one broadcaster. */
@Path("/api/users/{user_id}/schedule.ics")
class CalendarResource {
    private static final String ICALENDAR = "text/calendar; charset=utf-8";

    private final CalendarService calendars;
    private final CurrentCaller caller;
    private final PublicAddress address;

    CalendarResource(CalendarService calendars, CurrentCaller caller, PublicAddress address) {
        this.calendars = calendars;
        this.caller = caller;
        this.address = address;
    }

    @GET
    @Public
    public Uni<Response> ofBroadcaster(@PathParam("user_id") String userId, @Context HttpServerRequest request) {
        return calendars
                .ofBroadcaster(caller.get().tenant(), id(userId), address.of(request))
                .map(CalendarResource::calendar);
    }

    static Response calendar(String text) {
        return Response.ok(text)
                .header("Content-Type", ICALENDAR)
                .header("Cache-Control", "no-cache")
                .build();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new NotificationError.NoSuchUser().refused();
        }
    }
}
