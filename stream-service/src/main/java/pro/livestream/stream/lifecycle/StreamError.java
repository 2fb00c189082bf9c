package pro.livestream.stream.lifecycle;

import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** What can be refused about a stream, each with its answer on the wire. */
sealed interface StreamError {

    record Unknown() implements StreamError {}

    record NotOwner() implements StreamError {}

    record ForFollowers() implements StreamError {}

    record AlreadyLive() implements StreamError {}

    record NotStarted(StreamStatus status) implements StreamError {}

    record Over(StreamStatus status) implements StreamError {}

    record StillLive() implements StreamError {}

    record Invalid(String field, String message) implements StreamError {}

    default RefusedException refused() {
        var refusal = switch (this) {
            case Unknown() -> Refusal.notFound("There is no such stream");
            case NotOwner() -> Refusal.forbidden("Only the broadcaster can do this");
            case ForFollowers() -> Refusal.forbidden("Only followers may watch this stream");
            case AlreadyLive() -> Refusal.conflict("ALREADY_LIVE", "You are live already; end that stream first");
            case NotStarted(var status) ->
                Refusal.conflict("STREAM_NOT_LIVE", "The stream never started: it is " + status.wireName());
            case Over(var status) -> Refusal.conflict("STREAM_NOT_LIVE", "The stream is " + status.wireName());
            case StillLive() -> Refusal.conflict("STREAM_LIVE", "The stream is live; end it first");
            case Invalid(var field, var message) -> Refusal.validation(field, message);
        };
        return refusal.refused();
    }
}
