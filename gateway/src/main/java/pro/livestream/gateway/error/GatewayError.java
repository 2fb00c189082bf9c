package pro.livestream.gateway.error;

import java.time.Duration;
import java.util.List;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.contracts.ErrorCode;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** Every expected "no" that the gateway itself gives. */
public sealed interface GatewayError {

    record BodyTooLarge(long bytesMax) implements GatewayError {}

    /** The gateway's own calls are small, and bounded by the length that they declare. */
    record LengthRequired() implements GatewayError {}

    record ServiceUnavailable(String service) implements GatewayError {}

    record ServiceTimeout(String service) implements GatewayError {}

    record ServiceBroke(String service) implements GatewayError {}

    record TunnelsExhausted() implements GatewayError {}

    record UpgradeRequired() implements GatewayError {}

    record BadPath() implements GatewayError {}

    record UnknownPath() implements GatewayError {}

    record UnknownHost() implements GatewayError {}

    record WrongTenant() implements GatewayError {}

    record NotAuthenticated(String why) implements GatewayError {}

    record CsrfMismatch() implements GatewayError {}

    record ForeignOrigin() implements GatewayError {}

    record NotAllowed(String why) implements GatewayError {}

    record TooManyRequests(Duration retryAfter) implements GatewayError {}

    record InvalidFields(List<FieldError> details) implements GatewayError {}

    record NoBody() implements GatewayError {}

    record UsernameTaken() implements GatewayError {}

    record EmailTaken() implements GatewayError {}

    record InvalidCredentials() implements GatewayError {}

    record WrongPassword() implements GatewayError {}

    record UserBanned() implements GatewayError {}

    record UnknownUser() implements GatewayError {}

    record InvalidMailedToken() implements GatewayError {}

    record UnknownApiKey() implements GatewayError {}

    record TenantExists() implements GatewayError {}

    record DomainTaken(String domain) implements GatewayError {}

    record UnknownTenant() implements GatewayError {}

    record TenantNotReady() implements GatewayError {}

    /** As an exception for a failed {@code Uni} or {@code Future}. */
    default RefusedException failure() {
        return refusal().refused();
    }

    default Refusal refusal() {
        return switch (this) {
            case BodyTooLarge e ->
                Refusal.of(413, ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than " + e.bytesMax() + " bytes");
            case LengthRequired e -> Refusal.of(411, "LENGTH_REQUIRED", "The request needs a Content-Length");
            case ServiceUnavailable e ->
                retryable(503, ErrorCode.UPSTREAM_UNAVAILABLE, "The " + e.service() + " is not available", 1);
            case ServiceTimeout e ->
                Refusal.of(504, ErrorCode.UPSTREAM_TIMEOUT, "The " + e.service() + " did not answer in time");
            case ServiceBroke e ->
                retryable(502, ErrorCode.UPSTREAM_UNAVAILABLE, "The " + e.service() + " broke off", 1);
            case TunnelsExhausted e ->
                retryable(503, ErrorCode.UPSTREAM_UNAVAILABLE, "This gateway holds no more connections", 5);
            case UpgradeRequired e -> Refusal.of(426, "UPGRADE_REQUIRED", "This path speaks WebSocket only");
            case BadPath e -> Refusal.malformed("The path is malformed");
            case UnknownPath e -> Refusal.notFound("There is nothing at this path");
            case UnknownHost e -> Refusal.of(404, ErrorCode.TENANT_NOT_FOUND, "No tenant has this host name");
            case WrongTenant e -> Refusal.of(403, ErrorCode.WRONG_TENANT, "The token belongs to another tenant");
            case NotAuthenticated e -> Refusal.unauthenticated(e.why());
            case CsrfMismatch e -> Refusal.forbidden("The X-CSRFToken header does not match the csrftoken cookie");
            case ForeignOrigin e -> Refusal.forbidden("The Origin is not allowed");
            case NotAllowed e -> Refusal.forbidden(e.why());
            case TooManyRequests e -> Refusal.rateLimited(e.retryAfter());
            case InvalidFields e -> Refusal.validation(e.details());
            case NoBody e -> Refusal.malformed("The request needs a JSON body");
            case UsernameTaken e -> taken("USERNAME_TAKEN", "username");
            case EmailTaken e -> taken("EMAIL_TAKEN", "email");
            case InvalidCredentials e -> Refusal.of(401, "INVALID_CREDENTIALS", "The credentials are not valid");
            case WrongPassword e -> Refusal.of(403, "INVALID_CREDENTIALS", "The current password is wrong");
            case UserBanned e -> Refusal.of(403, "BANNED", "This account is banned");
            case UnknownUser e -> Refusal.notFound("There is no such user");
            case InvalidMailedToken e -> Refusal.of(400, "INVALID_TOKEN", "The token is not valid or was used before");
            case UnknownApiKey e -> Refusal.notFound("There is no such API key");
            case TenantExists e -> Refusal.conflict("TENANT_EXISTS", "A tenant of this name exists");
            case DomainTaken e -> Refusal.conflict("DOMAIN_TAKEN", "Another tenant has the domain " + e.domain());
            case UnknownTenant e -> Refusal.of(404, ErrorCode.TENANT_NOT_FOUND, "There is no such tenant");
            case TenantNotReady e -> retryable(503, ErrorCode.TENANT_NOT_READY, "The tenant is being prepared", 1);
        };
    }

    private static Refusal retryable(int status, String code, String message, int seconds) {
        return new Refusal(status, code, message, List.of(), Duration.ofSeconds(seconds));
    }

    private static Refusal taken(String code, String field) {
        var message = "This " + field + " is taken";
        return new Refusal(409, code, message, List.of(new FieldError(field, message)), null);
    }
}
