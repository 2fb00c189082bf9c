package pro.livestream.stream.seat;

import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** What can be refused about a seat, each with its answer on the wire. */
public sealed interface SeatError {

    record NotJoined() implements SeatError {}

    record Full() implements SeatError {}

    default RefusedException refused() {
        var refusal = switch (this) {
            case NotJoined() -> Refusal.of(404, "NOT_JOINED", "This user has not joined that stage; get a token first");
            case Full() -> Refusal.conflict("STAGE_FULL", "There is no room for another participant");
        };
        return refusal.refused();
    }
}
