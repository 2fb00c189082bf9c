package pro.livestream.archive.vod;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.archive.follow.FollowerStore;
import pro.livestream.platform.identity.Caller;

/** Who may see and who may change an archive. */
@ApplicationScoped
public class ArchiveAccess {

    private final ArchiveStore store;
    private final FollowerStore followers;

    ArchiveAccess(ArchiveStore store, FollowerStore followers) {
        this.store = store;
        this.followers = followers;
    }

    /** Refuses as unknown what the caller may not know of. */
    public Uni<Archive> toSee(SqlConnection tx, Caller caller, UUID archiveId) {
        return store.find(tx, archiveId)
                .map(found -> found.filter(archive -> !archive.gone())
                        .orElseThrow(() -> new ArchiveError.Unknown().refused()))
                .call(archive ->
                        mayManage(caller, archive) ? Uni.createFrom().voidItem() : checkOpen(tx, caller, archive));
    }

    private Uni<Void> checkOpen(SqlConnection tx, Caller caller, Archive archive) {
        if (!archive.status().playable()) {
            throw new ArchiveError.Unknown().refused();
        }
        if (!archive.visibility().equals("followers")) {
            return Uni.createFrom().voidItem();
        }
        if (!caller.isUser()) {
            throw new ArchiveError.FollowersOnly().refused();
        }
        return followers
                .follows(tx, caller.userId(), archive.userId())
                .invoke(follows -> {
                    if (!follows) {
                        throw new ArchiveError.FollowersOnly().refused();
                    }
                })
                .replaceWithVoid();
    }

    /** Refuses those who may see it at most; locks the archive. */
    public Uni<Archive> toChange(SqlConnection tx, Caller caller, UUID archiveId) {
        return toSee(tx, caller, archiveId)
                .invoke(archive -> {
                    if (!mayManage(caller, archive)) {
                        throw new ArchiveError.NotOwner().refused();
                    }
                })
                .chain(() -> store.lock(tx, archiveId))
                .map(found -> found.filter(archive -> !archive.gone())
                        .orElseThrow(() -> new ArchiveError.Unknown().refused()));
    }

    private static boolean mayManage(Caller caller, Archive archive) {
        return caller.isUser() && (caller.userId().equals(archive.userId()) || caller.isTenantModerator());
    }

    /** What is no UUID names no archive. */
    public static UUID archiveId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ArchiveError.Unknown().refused();
        }
    }
}
