package pro.livestream.platform.error;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.contracts.ErrorCode;

/** An expected "no" to a caller: HTTP status, stable code, text for a person, fields at fault, and when to come back. */
public record Refusal(
        int status,
        String code,
        String message,
        List<FieldError> details,
        @Nullable Duration retryAfter) {

    public Refusal {
        details = List.copyOf(details);
    }

    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, List.of(), null);
    }

    public static Refusal notFound(String message) {
        return of(404, ErrorCode.NOT_FOUND, message);
    }

    public static Refusal forbidden(String message) {
        return of(403, ErrorCode.FORBIDDEN, message);
    }

    public static Refusal conflict(String code, String message) {
        return of(409, code, message);
    }

    public static Refusal unauthenticated(String message) {
        return of(401, ErrorCode.UNAUTHENTICATED, message);
    }

    public static Refusal malformed(String message) {
        return of(400, ErrorCode.MALFORMED_REQUEST, message);
    }

    public static Refusal validation(String field, String message) {
        return validation(List.of(new FieldError(field, message)));
    }

    public static Refusal validation(List<FieldError> details) {
        var first = details.getFirst();
        return new Refusal(400, ErrorCode.VALIDATION_FAILED, first.field() + ": " + first.message(), details, null);
    }

    public static Refusal unavailable(String message) {
        return new Refusal(503, ErrorCode.UPSTREAM_UNAVAILABLE, message, List.of(), Duration.ofSeconds(5));
    }

    public static Refusal rateLimited(Duration retryAfter) {
        return new Refusal(429, ErrorCode.RATE_LIMITED, "Too many requests; try again later", List.of(), retryAfter);
    }

    public RefusedException refused() {
        return new RefusedException(this);
    }
}
