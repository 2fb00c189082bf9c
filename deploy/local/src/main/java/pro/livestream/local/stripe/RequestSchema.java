package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Stripe's published parameters of one request; forms hold only texts, so a text fits where it reads as the type. */
final class RequestSchema {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private final JsonNode root;

    private RequestSchema(JsonNode root) {
        this.root = root;
    }

    static RequestSchema named(String name) {
        try (var in = RequestSchema.class.getResourceAsStream(name + ".json")) {
            return new RequestSchema(new ObjectMapper().readTree(Objects.requireNonNull(in, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses as Stripe does: what is unknown, what is missing, what has a wrong type. */
    void check(ObjectNode form) {
        fault(form, root, "").ifPresent(fault -> {
            throw fault;
        });
    }

    private Optional<StripeFailure> fault(JsonNode value, JsonNode schema, String path) {
        if (schema.has("$ref")) {
            return fault(value, definition(schema.get("$ref").asText()), path);
        }
        if (schema.has("anyOf")) {
            return faultOfAny(value, schema.get("anyOf"), path);
        }
        if (schema.has("const")) {
            var fits = value.isTextual()
                    && value.asText().equals(schema.get("const").asText());
            return fits ? Optional.empty() : wrong(path, value);
        }
        if (schema.has("enum")) {
            for (var allowed : schema.get("enum")) {
                if (value.isTextual() && value.asText().equals(allowed.asText())) {
                    return Optional.empty();
                }
            }
            return wrong(path, value);
        }
        return faultOfType(value, schema, path);
    }

    private Optional<StripeFailure> faultOfAny(JsonNode value, JsonNode alternatives, String path) {
        Optional<StripeFailure> nearest = Optional.empty();
        for (var alternative : alternatives) {
            var fault = fault(value, alternative, path);
            if (fault.isEmpty()) {
                return fault;
            }
            nearest = fault;
        }
        return nearest;
    }

    private Optional<StripeFailure> faultOfType(JsonNode value, JsonNode schema, String path) {
        var type = schema.path("type");
        if (type.isArray()) {
            for (var one : type) {
                if (fits(value, one.asText())) {
                    return Optional.empty();
                }
            }
            return wrong(path, value);
        }
        return switch (type.asText()) {
            case "object" ->
                value instanceof ObjectNode object ? faultOfObject(object, schema, path) : wrong(path, value);
            case "array" -> faultOfArray(value, schema, path);
            case "number", "integer" ->
                fits(value, "number")
                        ? Optional.empty()
                        : Optional.of(StripeFailure.invalid(
                                "parameter_invalid_integer", path, "Invalid integer: " + value.asText()));
            default -> fits(value, type.asText()) ? Optional.empty() : wrong(path, value);
        };
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "number", "integer" ->
                value.isTextual() && NUMBER.matcher(value.asText()).matches();
            case "boolean" ->
                value.isTextual()
                        && (value.asText().equals("true") || value.asText().equals("false"));
            case "" -> true;
            default -> false;
        };
    }

    private Optional<StripeFailure> faultOfObject(ObjectNode value, JsonNode schema, String path) {
        for (var required : schema.path("required")) {
            if (!value.has(required.asText())) {
                var name = inner(path, required.asText());
                return Optional.of(
                        StripeFailure.invalid("parameter_missing", name, "Missing required param: " + name + "."));
            }
        }
        for (var member : value.properties()) {
            var name = inner(path, member.getKey());
            var of = schema.path("properties").path(member.getKey());
            if (of.isMissingNode()) {
                of = schema.path("additionalProperties");
            }
            if (!of.isObject()) {
                return Optional.of(
                        StripeFailure.invalid("parameter_unknown", name, "Received unknown parameter: " + name));
            }
            var fault = fault(member.getValue(), of, name);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<StripeFailure> faultOfArray(JsonNode value, JsonNode schema, String path) {
        if (!value.isArray()) {
            return Optional.of(StripeFailure.invalid("parameter_invalid_array", path, "Invalid array"));
        }
        for (var index = 0; index < value.size(); index++) {
            var fault = fault(value.get(index), schema.path("items"), inner(path, Integer.toString(index)));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private JsonNode definition(String reference) {
        var name = reference.substring("#/definitions/".length());
        var definitions = root.path("definitions");
        return definitions.has(name)
                ? definitions.get(name)
                : definitions.path(URLDecoder.decode(name, StandardCharsets.UTF_8));
    }

    private static String inner(String path, String name) {
        return path.isEmpty() ? name : path + "[" + name + "]";
    }

    private static Optional<StripeFailure> wrong(String path, JsonNode value) {
        var shown = value.isTextual() ? value.asText() : "nested values";
        return Optional.of(StripeFailure.invalid("parameter_invalid_string", path, "Invalid " + path + ": " + shown));
    }
}
