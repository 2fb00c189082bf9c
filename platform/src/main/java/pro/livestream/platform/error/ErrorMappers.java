package pro.livestream.platform.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.contracts.ErrorCode;

/** Turns whatever a REST resource fails with into the one error body; what nobody expected is logged and told without detail. */
class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    @ServerExceptionMapper
    Response refused(RefusedException refused, RoutingContext context) {
        return Envelope.response(refused.refusal(), context);
    }

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatch, RoutingContext context) {
        return Envelope.response(ofJson(mismatch), context);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure, RoutingContext context) {
        return failure.getCause() instanceof JsonProcessingException json
                ? Envelope.response(ofJson(json), context)
                : Envelope.response(Envelope.ofStatus(failure.getResponse().getStatus()), context);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, RoutingContext context) {
        var refusal = DependencyFailure.isOne(failure)
                ? Refusal.unavailable("Something this needs is not reachable right now; try again soon")
                : Refusal.of(500, ErrorCode.INTERNAL_ERROR, "Something went wrong on our side");
        LOG.errorf(failure, "%s %s failed", context.request().method(), context.normalizedPath());
        return Envelope.response(refusal, context);
    }

    private static Refusal ofJson(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            var field = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("."));
            return Refusal.validation(List.of(new FieldError(field, "has a wrong type or value")));
        }
        return failure instanceof MismatchedInputException
                ? Refusal.malformed("The body is not the JSON object that is expected here")
                : Refusal.malformed("The body is not well-formed JSON");
    }
}
