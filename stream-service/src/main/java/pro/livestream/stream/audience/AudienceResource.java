package pro.livestream.stream.audience;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.stream.access.StageAccess;
import pro.livestream.stream.stage.StagePage;
import pro.livestream.stream.token.StageTokens;
import pro.livestream.stream.token.TokenView;

/** {@code /api/viewer}: viewers of stages, for themselves or by a server. */
@Path("/api/viewer")
@Tag(name = "stages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AudienceResource {

    private static final int DAYS_DEFAULT = 7;
    private static final int DAYS_MAX = 366;

    private final AudienceService service;
    private final StageTokens tokens;
    private final CurrentCaller caller;

    AudienceResource(AudienceService service, StageTokens tokens, CurrentCaller caller) {
        this.service = service;
        this.tokens = tokens;
        this.caller = caller;
    }

    @POST
    @Path("/rejoin")
    @Operation(summary = "A fresh token on the same stage while it has room, else on another")
    @APIResponseSchema(value = TokenView.class, responseCode = "201")
    public Uni<Response> rejoin(@Nullable ViewerRequest body) {
        Caller who = caller.get();
        var request = ViewerRequest.required(body);
        String userId = StageAccess.subject(who, request.userId(), StageAccess.VIEWERS);
        return tokens.again(who.tenant(), userId, Optional.ofNullable(request.stageArn()))
                .map(token ->
                        Response.status(Response.Status.CREATED).entity(token).build());
    }

    @POST
    @Path("/heartbeat")
    @Operation(summary = "Say that somebody is still there; every 30 s")
    public Uni<AudienceViews.HeartbeatView> heartbeat(@Nullable ViewerRequest body) {
        Caller who = caller.get();
        var request = ViewerRequest.required(body);
        String userId = StageAccess.subject(who, request.userId(), StageAccess.VIEWERS);
        return service.heartbeat(who.tenant(), userId, request.requiredStageArn(), request.qoe());
    }

    @POST
    @Path("/leave")
    @Operation(summary = "End a stay; answers its record")
    public Uni<AudienceViews.StayView> leave(@Nullable ViewerRequest body) {
        Caller who = caller.get();
        var request = ViewerRequest.required(body);
        String userId = StageAccess.subject(who, request.userId(), StageAccess.VIEWERS);
        return service.leave(who.tenant(), userId, request.requiredStageArn());
    }

    @GET
    @Path("/list/{stageArn:.+}")
    @Operation(summary = "Who watches a stage now")
    public Uni<StagePage<AudienceViews.PresentView>> list(
            @PathParam("stageArn") String stageArn,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var who = StageAccess.requireServer(caller.get(), StageAccess.READ);
        return service.present(who.tenant(), stageArn, PageRequest.from(limit, cursor));
    }

    @GET
    @Path("/duration")
    @Operation(summary = "How long somebody watched, on one stage or on all")
    public Uni<AudienceViews.DurationView> duration(
            @QueryParam("userId") @Nullable String userId, @QueryParam("stageArn") @Nullable String stageArn) {
        Caller who = caller.get();
        String subject = StageAccess.subject(who, userId, StageAccess.READ);
        return service.duration(who.tenant(), subject, Optional.ofNullable(stageArn));
    }

    @GET
    @Path("/history/{userId:.+}")
    @Operation(summary = "What somebody watched, newest first")
    public Uni<StagePage<AudienceViews.StayView>> history(
            @PathParam("userId") String userId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Caller who = caller.get();
        String subject = StageAccess.subject(who, userId, StageAccess.READ);
        return service.history(who.tenant(), subject, PageRequest.from(limit, cursor));
    }

    @GET
    @Path("/stats/{stageArn:.+}")
    @Operation(summary = "A stage's audience over the last days")
    public Uni<AudienceViews.StageStatsView> stats(
            @PathParam("stageArn") String stageArn, @QueryParam("days") @Nullable String days) {
        var who = StageAccess.requireServer(caller.get(), StageAccess.READ);
        return service.stats(who.tenant(), stageArn, days(days));
    }

    private static int days(@Nullable String text) {
        if (text == null) {
            return DAYS_DEFAULT;
        }
        try {
            int days = Integer.parseInt(text);
            if (days >= 1 && days <= DAYS_MAX) {
                return days;
            }
        } catch (NumberFormatException wrong) {
            throw outOfRange();
        }
        throw outOfRange();
    }

    private static RuntimeException outOfRange() {
        return Refusal.validation("days", "must be a number from 1 to " + DAYS_MAX)
                .refused();
    }
}
