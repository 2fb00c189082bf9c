package pro.livestream.stream.stage;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.idempotency.Idempotency;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.access.StageAccess;
import pro.livestream.stream.seat.SeatCount;
import pro.livestream.stream.seat.Seats;

/** {@code /api/stage}: the tenant's stages, for servers and admins. */
@Path("/api/stage")
@Tag(name = "stages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class StageResource {

    private final Stages stages;
    private final StageMaker maker;
    private final StagePlaces places;
    private final Seats seats;
    private final TenantDatabase database;
    private final CurrentCaller caller;

    StageResource(
            Stages stages,
            StageMaker maker,
            StagePlaces places,
            Seats seats,
            TenantDatabase database,
            CurrentCaller caller) {
        this.stages = stages;
        this.maker = maker;
        this.places = places;
        this.seats = seats;
        this.database = database;
        this.caller = caller;
    }

    @GET
    @Path("/list")
    @Operation(summary = "The stages, oldest first")
    public Uni<StagePage<StageView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        var tenant = reader();
        var page = PageRequest.from(limit, cursor);
        return stages.list(tenant, page)
                .chain(rows -> views(tenant, rows))
                .map(views -> StagePage.of(
                        Page.of(views, page, view -> Stages.cursorAfter(view.stageArn(), view.createdAt()))));
    }

    @GET
    @Path("/master/info")
    @Operation(summary = "The stage that publishers go to")
    public Uni<StageView> master() {
        var tenant = reader();
        return stages.master(tenant).chain(stage -> view(tenant, stage));
    }

    @POST
    @Operation(summary = "Make a stage")
    @APIResponseSchema(value = StageView.class, responseCode = "201")
    public Uni<Response> create(@Nullable StageDraft draft, @HeaderParam("Idempotency-Key") @Nullable String key) {
        var who = StageAccess.requireServer(caller.get(), StageAccess.WRITE);
        if (draft == null) {
            throw new StageError.NoBody().refused();
        }
        draft.check(true);
        var once = key == null ? null : Idempotency.Request.of(who, "POST /api/stage", key, draft);
        return places.with(
                        who.tenant(),
                        place -> database.inTransaction(
                                who.tenant(),
                                tx -> Idempotency.once(
                                        tx,
                                        once,
                                        StageView.class,
                                        () -> maker.create(tx, who.tenant(), place, draft)
                                                .map(stage -> StageView.of(stage, 0)))))
                .map(view ->
                        Response.status(Response.Status.CREATED).entity(view).build());
    }

    @GET
    @Path("/{stageArn:.+}")
    @Operation(summary = "A stage by its ARN, raw or encoded")
    public Uni<StageView> get(@PathParam("stageArn") String stageArn) {
        var tenant = reader();
        return stages.get(tenant, stageArn).chain(stage -> view(tenant, stage));
    }

    @PUT
    @Path("/{stageArn:.+}")
    @Operation(summary = "Change a stage's name or tags")
    public Uni<StageView> change(@PathParam("stageArn") String stageArn, @Nullable StageDraft draft) {
        var tenant = writer();
        if (draft == null) {
            throw new StageError.NoBody().refused();
        }
        draft.check(false);
        return stages.change(tenant, stageArn, draft).chain(stage -> view(tenant, stage));
    }

    @DELETE
    @Path("/{stageArn:.+}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Delete a stage and put off whoever is on it; not the master")
    public Uni<Void> delete(@PathParam("stageArn") String stageArn) {
        var tenant = writer();
        return seats.count(tenant, stageArn)
                .chain(count -> stages.delete(tenant, stageArn, count.viewers()))
                .chain(() -> seats.forget(tenant, stageArn));
    }

    private Tenant reader() {
        return StageAccess.requireServer(caller.get(), StageAccess.READ).tenant();
    }

    private Tenant writer() {
        return StageAccess.requireServer(caller.get(), StageAccess.WRITE).tenant();
    }

    private Uni<StageView> view(Tenant tenant, Stage stage) {
        return seats.count(tenant, stage.stageArn()).map(count -> StageView.of(stage, count.viewers()));
    }

    private Uni<List<StageView>> views(Tenant tenant, List<Stage> rows) {
        return seats.counts(tenant, rows.stream().map(Stage::stageArn).toList())
                .map(counts -> rows.stream()
                        .map(stage -> StageView.of(
                                stage,
                                counts.getOrDefault(stage.stageArn(), SeatCount.NONE)
                                        .viewers()))
                        .toList());
    }
}
