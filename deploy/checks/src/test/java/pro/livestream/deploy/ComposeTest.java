package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeTest {
    private static final Path FOLDER = Repository.DEPLOY.resolve("compose");
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?");

    /** With what its anchors stand for. */
    private static JsonNode compose() {
        var read = new org.yaml.snakeyaml.Yaml(new org.yaml.snakeyaml.LoaderOptions())
                .load(Repository.read(FOLDER.resolve("compose.yaml")));
        return Repository.JSON.valueToTree(read);
    }

    @Test
    void followsTheComposeSpecification() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Repository.read(Path.of("src/test/resources/compose-spec.json"))
                        .replace(
                                "\"$id\": \"compose_spec.json\"",
                                "\"$id\": \"https://compose-spec.io/compose-spec.json\""));

        assertThat(schema.validate(compose().toString(), InputFormat.JSON)).isEmpty();
        var wrong = (ObjectNode) compose();
        ((ObjectNode) wrong.at("/services/edge")).put("port", "8080");
        assertThat(schema.validate(wrong.toString(), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void setsOnlyVariablesThatTheConfigurationReferenceExplains() {
        var names = new TreeSet<String>();
        ours().forEach(service -> names.addAll(Repository.keys(service.path("environment"))));

        assertThat(names).hasSizeGreaterThan(25);
        assertThat(Repository.documentedNames()).containsAll(names);
    }

    @Test
    void runsEveryServiceAndTwoOfChatAndGateway() {
        assertThat(Repository.keys(compose().path("services")))
                .contains(
                        "gateway-1",
                        "gateway-2",
                        "chat-service-1",
                        "chat-service-2",
                        "stream-service",
                        "archive-service",
                        "payment-service",
                        "notification-service");
    }

    @Test
    void givesOurServicesAReadOnlyRootAndNoCapabilities() {
        for (var service : ours()) {
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
            assertThat(service.at("/tmpfs/0").asText()).startsWith("/tmp");
            assertThat(service.path("environment").path("SERVICE_HOST").asText())
                    .isEqualTo("0.0.0.0");
        }
    }

    @Test
    void namesInItsExampleEveryValueThatMustBeGiven() {
        var example = Repository.read(FOLDER.resolve(".env.example"));

        var required = REQUIRED.matcher(Repository.read(FOLDER.resolve("compose.yaml")))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(required).isNotEmpty().allMatch(name -> example.contains("\n" + name + "=\n"));
    }

    @Test
    void pinsEveryImage() {
        compose().path("services").forEach(service -> {
            var image = service.path("image").asText();
            assertThat(image).doesNotEndWith(":latest").contains(":");
        });
    }

    private static List<JsonNode> ours() {
        var found = new ArrayList<JsonNode>();
        compose().path("services").forEach(service -> {
            if (service.path("image").asText().startsWith("${IMAGES")) {
                found.add(service);
            }
        });
        assertThat(found).hasSize(8);
        return found;
    }
}
