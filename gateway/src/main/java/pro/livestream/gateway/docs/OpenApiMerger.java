package pro.livestream.gateway.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes one OpenAPI 3.1 document of several; names of schemas get the service's name in front, since services share none. */
final class OpenApiMerger {
    private static final String SCHEMA_REF = "#/components/schemas/";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final JsonObject paths = new JsonObject();
    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Object> tags = new TreeMap<>();

    private OpenApiMerger() {}

    /** One service's document; the prefix tells its schemas apart. */
    record Part(String prefix, JsonObject document) {}

    static JsonObject merge(List<Part> parts, List<String> missing) {
        var merger = new OpenApiMerger();
        parts.forEach(merger::add);
        return merger.document(missing);
    }

    private void add(Part part) {
        var document = (JsonObject) renamed(part.document(), part.prefix());
        object(document, "paths").forEach(entry -> {
            if (entry.getKey().startsWith("/api/") || entry.getKey().startsWith("/.well-known/")) {
                paths.put(entry.getKey(), withErrors((JsonObject) entry.getValue()));
            }
        });
        var components = object(document, "components");
        object(components, "schemas").forEach(entry -> schemas.put(part.prefix() + entry.getKey(), entry.getValue()));
        for (var tag : document.getJsonArray("tags", new JsonArray())) {
            if (tag instanceof JsonObject named) {
                tags.put(named.getString("name"), named);
            }
        }
    }

    private static JsonObject withErrors(JsonObject path) {
        for (var method : METHODS) {
            if (path.getValue(method) instanceof JsonObject operation) {
                var responses = object(operation, "responses").copy();
                responses.put(
                        "default",
                        new JsonObject()
                                .put("description", "A refusal")
                                .put(
                                        "content",
                                        new JsonObject()
                                                .put(
                                                        "application/json",
                                                        new JsonObject()
                                                                .put(
                                                                        "schema",
                                                                        new JsonObject()
                                                                                .put("$ref", SCHEMA_REF + "Error")))));
                operation.put("responses", responses);
            }
        }
        return path;
    }

    private JsonObject document(List<String> missing) {
        schemas.put("Error", error());
        var document = new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", new JsonObject().put("title", "LiveStream Pro").put("version", "1"))
                .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
                .put("tags", new JsonArray(List.copyOf(tags.values())))
                .put("paths", paths)
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", new JsonObject(schemas))
                                .put("securitySchemes", securitySchemes()))
                .put(
                        "security",
                        new JsonArray()
                                .add(new JsonObject().put("bearer", new JsonArray()))
                                .add(new JsonObject().put("apiKey", new JsonArray()))
                                .add(new JsonObject().put("session", new JsonArray()))
                                .add(new JsonObject()));
        return missing.isEmpty() ? document : document.put("x-missing-services", new JsonArray(missing));
    }

    private static JsonObject securitySchemes() {
        return new JsonObject()
                .put(
                        "bearer",
                        new JsonObject()
                                .put("type", "http")
                                .put("scheme", "bearer")
                                .put("bearerFormat", "JWT"))
                .put(
                        "apiKey",
                        new JsonObject()
                                .put("type", "apiKey")
                                .put("in", "header")
                                .put("name", "x-api-key"))
                .put(
                        "session",
                        new JsonObject()
                                .put("type", "apiKey")
                                .put("in", "cookie")
                                .put("name", "livestream_session"));
    }

    private static JsonObject error() {
        var text = new JsonObject().put("type", "string");
        var detail = new JsonObject()
                .put("type", "object")
                .put("properties", new JsonObject().put("field", text).put("message", text));
        return new JsonObject()
                .put("type", "object")
                .put("required", new JsonArray().add("error").add("code").add("request_id"))
                .put(
                        "properties",
                        new JsonObject()
                                .put("error", text)
                                .put("code", text)
                                .put("request_id", text)
                                .put(
                                        "details",
                                        new JsonObject().put("type", "array").put("items", detail)));
    }

    private static Object renamed(Object value, String prefix) {
        return switch (value) {
            case JsonObject object -> {
                var copy = new JsonObject();
                object.forEach(entry -> copy.put(
                        entry.getKey(),
                        entry.getKey().equals("$ref") && entry.getValue() instanceof String ref
                                ? ref.replace(SCHEMA_REF, SCHEMA_REF + prefix)
                                : renamedOrNull(entry.getValue(), prefix)));
                yield copy;
            }
            case JsonArray array -> {
                var copy = new JsonArray();
                array.forEach(item -> copy.add(renamedOrNull(item, prefix)));
                yield copy;
            }
            default -> value;
        };
    }

    private static @org.jspecify.annotations.Nullable Object renamedOrNull(
            @org.jspecify.annotations.Nullable Object value, String prefix) {
        return value == null ? null : renamed(value, prefix);
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.getValue(name) instanceof JsonObject found ? found : new JsonObject();
    }
}
