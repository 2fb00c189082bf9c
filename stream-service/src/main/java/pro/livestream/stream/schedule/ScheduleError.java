package pro.livestream.stream.schedule;

import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** What can be refused about a plan, each with its answer on the wire. */
sealed interface ScheduleError {

    record Unknown() implements ScheduleError {}

    record NotOwner() implements ScheduleError {}

    record Over(ScheduleStatus status) implements ScheduleError {}

    record TooMany(int countMax) implements ScheduleError {}

    record Invalid(String field, String message) implements ScheduleError {}

    record BodyMissing() implements ScheduleError {}

    default RefusedException refused() {
        var refusal = switch (this) {
            case Unknown() -> Refusal.notFound("There is no such schedule");
            case NotOwner() -> Refusal.forbidden("Only the broadcaster can do this");
            case Over(var status) -> Refusal.conflict("SCHEDULE_OVER", "The schedule is " + status.wireName());
            case TooMany(var countMax) ->
                Refusal.conflict("TOO_MANY_SCHEDULES", "A user can have " + countMax + " schedules still to come");
            case Invalid(var field, var message) -> Refusal.validation(field, message);
            case BodyMissing() -> Refusal.malformed("A JSON body is needed");
        };
        return refusal.refused();
    }
}
