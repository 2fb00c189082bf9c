package pro.livestream.archive.vod;

import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** What can be refused about an archive, each with its answer on the wire. */
public sealed interface ArchiveError {

    record Unknown() implements ArchiveError {}

    record NotOwner() implements ArchiveError {}

    record FollowersOnly() implements ArchiveError {}

    record NotReady(ArchiveStatus status) implements ArchiveError {}

    record NotFailed(ArchiveStatus status) implements ArchiveError {}

    record Invalid(String field, String message) implements ArchiveError {}

    default RefusedException refused() {
        var refusal = switch (this) {
            case Unknown() -> Refusal.notFound("There is no such archive");
            case NotOwner() -> Refusal.forbidden("Only its owner can do this");
            case FollowersOnly() -> Refusal.forbidden("Only followers of the broadcaster can see this");
            case NotReady(var status) ->
                Refusal.conflict("ARCHIVE_NOT_READY", "The archive is not ready: it is " + status.wireName());
            case NotFailed(var status) ->
                Refusal.conflict(
                        "ARCHIVE_NOT_FAILED", "Only a failed archive can be retried: it is " + status.wireName());
            case Invalid(var field, var message) -> Refusal.validation(field, message);
        };
        return refusal.refused();
    }
}
