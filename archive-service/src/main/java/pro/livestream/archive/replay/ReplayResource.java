package pro.livestream.archive.replay;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.recording.Timeline;
import pro.livestream.archive.vod.ArchiveAccess;
import pro.livestream.archive.vod.ArchiveError;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.TenantDatabase;

/** The chat beside the video: a player asks for the seconds that it is about to show. */
@Path("/api/archives")
public class ReplayResource {

    private static final String LIMIT_DEFAULT = String.valueOf(PageRequest.LIMIT_MAX);

    private final TenantDatabase database;
    private final ArchiveAccess access;
    private final ReplayStore store;
    private final CurrentCaller caller;

    ReplayResource(TenantDatabase database, ArchiveAccess access, ReplayStore store, CurrentCaller caller) {
        this.database = database;
        this.access = access;
        this.store = store;
        this.caller = caller;
    }

    @GET
    @Path("/{id}/chat")
    @Public
    public Uni<Page<ReplayItem>> chat(
            @PathParam("id") String id,
            @QueryParam("from_s") @Nullable String fromS,
            @QueryParam("to_s") @Nullable String toS,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Caller reader = caller.get();
        UUID archiveId = ArchiveAccess.archiveId(id);
        var page = PageRequest.from(limit == null ? LIMIT_DEFAULT : limit, cursor);
        return database.inTransaction(
                reader.tenant(),
                tx -> access.toSee(tx, reader, archiveId).chain(archive -> {
                    @Nullable Timeline timeline = archive.timeline();
                    if (timeline == null) {
                        throw new ArchiveError.NotReady(archive.status()).refused();
                    }
                    return store.list(tx, archive.streamId(), ReplayWindow.of(timeline, fromS, toS), page)
                            .map(found -> placed(found, timeline));
                }));
    }

    private static Page<ReplayItem> placed(Page<ReplayComment> found, Timeline timeline) {
        return new Page<>(
                found.items().stream()
                        .map(comment -> new ReplayItem(millis(timeline.at(comment.createdAt())), comment))
                        .toList(),
                found.nextCursor());
    }

    private static double millis(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
