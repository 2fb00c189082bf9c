package pro.livestream.stream.stage;

import java.util.List;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** What can be refused about a stage, each with its answer on the wire. */
public sealed interface StageError {

    record Unknown() implements StageError {}

    record IsMaster() implements StageError {}

    record Draining() implements StageError {}

    record TooMany(int max) implements StageError {}

    record NotAtHost(String stageArn) implements StageError {}

    record NoBody() implements StageError {}

    record Invalid(List<FieldError> fields) implements StageError {}

    default RefusedException refused() {
        var refusal = switch (this) {
            case Unknown() -> Refusal.notFound("There is no such stage");
            case IsMaster() -> Refusal.conflict("STAGE_IS_MASTER", "The master stage can't be deleted");
            case Draining() -> Refusal.conflict("STAGE_DRAINING", "The stage takes nobody new: it is being drained");
            case TooMany(int max) ->
                Refusal.conflict("STAGE_LIMIT_REACHED", "There are " + max + " stages already, which is the limit");
            case NotAtHost(String stageArn) ->
                Refusal.unavailable("MASTER_STAGE_ARN names " + stageArn + ", which the media server does not have");
            case NoBody() -> Refusal.malformed("A JSON body is needed");
            case Invalid(var fields) -> Refusal.validation(fields);
        };
        return refusal.refused();
    }
}
