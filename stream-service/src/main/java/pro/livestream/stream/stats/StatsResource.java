package pro.livestream.stream.stats;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.access.StageAccess;
import pro.livestream.stream.stage.StageDecision;
import pro.livestream.stream.stage.StageDecisions;
import pro.livestream.stream.stage.StagePage;

/** {@code /api/stats}: the stages in numbers, for servers and admins. */
@Path("/api/stats")
@Tag(name = "stages")
@Produces(MediaType.APPLICATION_JSON)
public class StatsResource {

    private final StageStats stats;
    private final StageDecisions decisions;
    private final CurrentCaller caller;

    StatsResource(StageStats stats, StageDecisions decisions, CurrentCaller caller) {
        this.stats = stats;
        this.decisions = decisions;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Totals over all stages")
    public Uni<StatsViews.TotalsView> totals() {
        return stats.load(reader()).map(stats::totals);
    }

    @GET
    @Path("/viewers")
    @Operation(summary = "Viewers by stage and by stream")
    public Uni<StatsViews.ViewersView> viewers() {
        return stats.viewers(reader());
    }

    @GET
    @Path("/stages")
    @Operation(summary = "Stages with their load, oldest first")
    public Uni<StagePage<StatsViews.StageLoadView>> stages(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        return stats.load(reader())
                .map(load ->
                        StagePage.of(stats.stages(load), page, stage -> stage.createdAt() + " " + stage.stageArn()));
    }

    @GET
    @Path("/publisher")
    @Operation(summary = "Who has a publisher's token, and who of them is online")
    public Uni<StatsViews.PublishersView> publishers(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        return stats.publishers(reader())
                .map(all -> StatsViews.PublishersView.of(
                        (int) all.stream()
                                .filter(StatsViews.PublisherView::online)
                                .count(),
                        StagePage.of(
                                all.stream()
                                        .sorted((a, b) -> order(a).compareTo(order(b)))
                                        .toList(),
                                page,
                                StatsResource::order)));
    }

    private static String order(StatsViews.PublisherView publisher) {
        return publisher.stageArn() + " " + publisher.userId();
    }

    @GET
    @Path("/decisions")
    @Operation(summary = "What was decided about the number of stages, newest first")
    public Uni<StagePage<StageDecision>> decisions(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return decisions.list(reader(), PageRequest.from(limit, cursor));
    }

    private Tenant reader() {
        return StageAccess.requireServer(caller.get(), StageAccess.READ).tenant();
    }
}
