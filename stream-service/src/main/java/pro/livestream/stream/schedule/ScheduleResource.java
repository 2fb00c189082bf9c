package pro.livestream.stream.schedule;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.idempotency.Idempotency;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** {@code /api/schedules}. */
@Path("/api/schedules")
public class ScheduleResource {
    private final ScheduleService service;
    private final CurrentCaller caller;

    ScheduleResource(ScheduleService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    public Uni<Response> create(@Nullable ScheduleDraft draft, @HeaderParam("Idempotency-Key") @Nullable String key) {
        var user = caller.requireUser();
        var body = present(draft);
        var once = key == null ? null : Idempotency.Request.of(user, "POST /api/schedules", key, body);
        return service.create(user, body, once)
                .map(view ->
                        Response.status(Response.Status.CREATED).entity(view).build());
    }

    @GET
    @Public
    public Uni<Page<ScheduleView>> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("user_id") @Nullable String userId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Caller reader = caller.get();
        var query = ScheduleQuery.from(
                status, userId, reader.isUser() ? reader.userId() : null, PageRequest.from(limit, cursor));
        return service.list(reader.tenant(), query);
    }

    @GET
    @Path("/{id}")
    @Public
    public Uni<ScheduleView> get(@PathParam("id") String id) {
        return service.get(caller.get().tenant(), scheduleId(id));
    }

    @PATCH
    @Path("/{id}")
    public Uni<ScheduleView> change(@PathParam("id") String id, @Nullable ScheduleDraft draft) {
        var user = caller.requireUser();
        return service.change(user, scheduleId(id), present(draft));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> cancel(@PathParam("id") String id) {
        return service.cancel(caller.requireUser(), scheduleId(id));
    }

    private static ScheduleDraft present(@Nullable ScheduleDraft draft) {
        if (draft == null) {
            throw new ScheduleError.BodyMissing().refused();
        }
        return draft;
    }

    /** What is no UUID names no schedule. */
    private static UUID scheduleId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ScheduleError.Unknown().refused();
        }
    }
}
