package pro.livestream.platform.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody;
import pro.livestream.contracts.ErrorCode;
import pro.livestream.platform.json.WireJson;
import pro.livestream.platform.request.RequestId;

/** Writes refusals as the error body, over JAX-RS, over bare Vert.x and as text. */
public final class Envelope {
    private Envelope() {}

    public static Response response(Refusal refusal, RoutingContext context) {
        var response = Response.status(refusal.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json(refusal, requestId(context)));
        if (refusal.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, seconds(refusal.retryAfter()));
        }
        return response.build();
    }

    /** Ends the exchange, unless its head has been sent already: then the connection is all that can be closed. */
    public static void send(Refusal refusal, RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        response.setStatusCode(refusal.status()).putHeader("Content-Type", MediaType.APPLICATION_JSON);
        if (refusal.retryAfter() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, seconds(refusal.retryAfter()));
        }
        response.end(json(refusal, requestId(context)));
    }

    public static String json(Refusal refusal, String requestId) {
        try {
            return WireJson.mapper()
                    .writeValueAsString(new ErrorBody(refusal.message(), refusal.code(), requestId, refusal.details()));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /** What a bare HTTP status says, for failures that carry no more. */
    public static Refusal ofStatus(int status) {
        return switch (status) {
            case 400 -> Refusal.malformed("The request can't be understood");
            case 401 -> Refusal.unauthenticated("Log in first");
            case 403 -> Refusal.forbidden("You may not do this");
            case 404 -> Refusal.notFound("There is nothing here");
            case 405 -> Refusal.of(405, ErrorCode.METHOD_NOT_ALLOWED, "This method is not allowed here");
            case 406 -> Refusal.of(406, ErrorCode.NOT_ACCEPTABLE, "There is no such representation");
            case 413 -> Refusal.of(413, ErrorCode.PAYLOAD_TOO_LARGE, "The body is too large");
            case 414, 431 ->
                Refusal.of(status, ErrorCode.MALFORMED_REQUEST, "The request line or a header is too long");
            case 415 -> Refusal.of(415, ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json");
            case 502 -> Refusal.of(502, ErrorCode.UPSTREAM_UNAVAILABLE, "A service gave no good answer");
            case 503 -> Refusal.of(503, ErrorCode.UPSTREAM_UNAVAILABLE, "A service is not available");
            case 504 -> Refusal.of(504, ErrorCode.UPSTREAM_TIMEOUT, "A service took too long");
            default ->
                status < 500
                        ? Refusal.of(status, ErrorCode.MALFORMED_REQUEST, "The request was refused")
                        : new Refusal(
                                status, ErrorCode.INTERNAL_ERROR, "Something went wrong on our side", List.of(), null);
        };
    }

    public static String requestId(RoutingContext context) {
        String id = context.get(RequestId.MDC_KEY);
        return id == null ? RequestId.takenOver(null) : id;
    }

    private static String seconds(@Nullable Duration duration) {
        return String.valueOf(duration == null ? 1 : Math.max(1, (duration.toMillis() + 999) / 1000));
    }
}
