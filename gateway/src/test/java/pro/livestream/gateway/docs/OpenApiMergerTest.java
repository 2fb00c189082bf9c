package pro.livestream.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiMergerTest {

    @Test
    void keepsSchemasOfTheSameNameApart() {
        var merged = OpenApiMerger.merge(
                List.of(
                        new OpenApiMerger.Part("Chat", document("/api/stamps", "integer")),
                        new OpenApiMerger.Part("Stream", document("/api/streams", "string"))),
                List.of("payment-service"));

        var schemas = merged.getJsonObject("components").getJsonObject("schemas");
        assertThat(schemas.getJsonObject("ChatItem").getString("type")).isEqualTo("integer");
        assertThat(schemas.getJsonObject("StreamItem").getString("type")).isEqualTo("string");
        assertThat(merged.getJsonObject("paths").fieldNames()).containsExactly("/api/stamps", "/api/streams");
        assertThat(merged.encode()).contains("#/components/schemas/ChatItem").doesNotContain("schemas/Item\"");
        assertThat(merged.getJsonArray("x-missing-services")).containsExactly("payment-service");
    }

    @Test
    void leavesInternalPathsOut() {
        var merged = OpenApiMerger.merge(
                List.of(new OpenApiMerger.Part("Stream", document("/internal/viewers", "string"))), List.of());

        assertThat(merged.getJsonObject("paths").fieldNames()).isEmpty();
    }

    private static JsonObject document(String path, String type) {
        var schema = new JsonObject().put("$ref", "#/components/schemas/Item");
        var content = new JsonObject().put("application/json", new JsonObject().put("schema", schema));
        var responses = new JsonObject()
                .put("200", new JsonObject().put("description", "OK").put("content", content));
        return new JsonObject()
                .put(
                        "paths",
                        new JsonObject()
                                .put(path, new JsonObject().put("get", new JsonObject().put("responses", responses))))
                .put("tags", new JsonArray())
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", new JsonObject().put("Item", new JsonObject().put("type", type))));
    }
}
