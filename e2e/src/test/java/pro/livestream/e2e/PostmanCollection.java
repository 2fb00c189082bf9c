package pro.livestream.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Turns the merged OpenAPI document into a Postman collection (schema v2.1): a folder for each part of the interface. */
final class PostmanCollection {
    private static final String SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::[^}]*)?}");
    private static final int DEPTH_MAX = 4;

    private final JsonNode openApi;

    PostmanCollection(JsonNode openApi) {
        this.openApi = openApi;
    }

    ObjectNode json() {
        var folders = new TreeMap<String, ArrayNode>();
        var paths = new TreeMap<String, JsonNode>();
        openApi.path("paths").forEachEntry(paths::put);
        paths.forEach((path, operations) -> METHODS.stream()
                .filter(operations::has)
                .forEach(method -> folders.computeIfAbsent(folder(path), none -> Suite.JSON.createArrayNode())
                        .add(item(path, method, operations.get(method)))));
        var collection = Suite.JSON.createObjectNode();
        collection.putObject("info").put("name", "LiveStream Pro").put("schema", SCHEMA);
        collection
                .putObject("auth")
                .put("type", "bearer")
                .putArray("bearer")
                .addObject()
                .put("key", "token")
                .put("value", "{{access_token}}")
                .put("type", "string");
        var variables = collection.putArray("variable");
        Map.of("base_url", "http://localhost:8080")
                .forEach((key, value) -> variables.addObject().put("key", key).put("value", value));
        variables.addObject().put("key", "access_token").put("value", "");
        var items = collection.putArray("item");
        folders.forEach((name, requests) -> items.addObject().put("name", name).set("item", requests));
        return collection;
    }

    private static String folder(String path) {
        var parts = path.split("/", -1);
        return parts.length > 2 && parts[1].equals("api") ? parts[2] : parts[1];
    }

    private ObjectNode item(String path, String method, JsonNode operation) {
        var item = Suite.JSON.createObjectNode();
        item.put("name", operation.path("summary").asText(method.toUpperCase(java.util.Locale.ROOT) + " " + path));
        var request = item.putObject("request").put("method", method.toUpperCase(java.util.Locale.ROOT));
        var headers = request.putArray("header");
        parameters(operation, "header")
                .forEach(name -> headers.addObject().put("key", name).put("value", "{{$guid}}"));
        var schema = operation.at("/requestBody/content/application~1json/schema");
        if (!schema.isMissingNode()) {
            headers.addObject().put("key", "Content-Type").put("value", "application/json");
            var body = request.putObject("body").put("mode", "raw");
            body.put("raw", example(schema, 0).toPrettyString());
        }
        url(request, path, operation);
        documented(item, operation);
        return item;
    }

    private static void url(ObjectNode request, String path, JsonNode operation) {
        var postman = VARIABLE.matcher(path).replaceAll(":$1");
        var url = request.putObject("url").put("raw", "{{base_url}}" + postman);
        url.putArray("host").add("{{base_url}}");
        var segments = url.putArray("path");
        for (var segment : postman.substring(1).split("/", -1)) {
            segments.add(segment);
        }
        var query = url.putArray("query");
        parameters(operation, "query")
                .forEach(name ->
                        query.addObject().put("key", name).put("value", "").put("disabled", true));
        var variables = url.putArray("variable");
        var found = VARIABLE.matcher(path);
        while (found.find()) {
            variables.addObject().put("key", found.group(1)).put("value", "");
        }
    }

    /** A script in the collection that holds the answer to the documented statuses. */
    private static void documented(ObjectNode item, JsonNode operation) {
        var statuses = new ArrayList<String>();
        operation.path("responses").fieldNames().forEachRemaining(statuses::add);
        statuses.remove("default");
        var script = item.putArray("event").addObject().put("listen", "test").putObject("script");
        script.put("type", "text/javascript")
                .putArray("exec")
                .add("pm.test(\"is answered as documented\", () => pm.expect(" + statuses
                        + ".concat(pm.response.code >= 400 ? [pm.response.code] : [])).to.include(pm.response.code));");
    }

    private static List<String> parameters(JsonNode operation, String in) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals(in))
                .map(parameter -> parameter.path("name").asText())
                .sorted()
                .toList();
    }

    private JsonNode example(JsonNode given, int depth) {
        var schema = resolved(given);
        if (depth > DEPTH_MAX) {
            return Suite.JSON.nullNode();
        }
        var type = schema.path("type").isArray()
                ? schema.at("/type/0").asText()
                : schema.path("type").asText();
        return switch (type) {
            case "object" -> {
                var object = Suite.JSON.createObjectNode();
                var names = new TreeMap<String, JsonNode>();
                schema.path("properties").forEachEntry(names::put);
                names.forEach((name, value) -> object.set(name, example(value, depth + 1)));
                yield object;
            }
            case "array" -> Suite.JSON.createArrayNode().add(example(schema.path("items"), depth + 1));
            case "integer", "number" -> Suite.JSON.getNodeFactory().numberNode(1);
            case "boolean" -> Suite.JSON.getNodeFactory().booleanNode(true);
            default ->
                Suite.JSON.getNodeFactory().textNode(text(schema.path("format").asText()));
        };
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asText(schema.at("/anyOf/0/$ref").asText());
        return reference.isEmpty() ? schema : openApi.at(reference.substring(1));
    }

    private static String text(String format) {
        return switch (format) {
            case "uuid" -> "00000000-0000-7000-8000-000000000000";
            case "date-time" -> "2026-01-31T12:34:56.789Z";
            default -> "text";
        };
    }
}
