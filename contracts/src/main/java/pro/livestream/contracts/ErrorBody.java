package pro.livestream.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The body of every refusal, from every service and from the gateway.
 *
 * @param error what went wrong, for a person
 * @param code stable, for a program: see {@link ErrorCode}
 * @param requestId finds the request in every log
 * @param details one entry per field at fault; left out when no field is
 */
public record ErrorBody(
        String error,
        String code,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> details) {

    public ErrorBody {
        details = List.copyOf(details);
    }

    /** One field at fault and what is wrong with it. */
    public record FieldError(String field, String message) {}
}
