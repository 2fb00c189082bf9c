package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** The chart, and what it makes of values. */
final class Chart {
    static final Path FOLDER = Repository.DEPLOY.resolve("helm/livestream");
    static final Path DEVELOPMENT = FOLDER.resolve("values-development.yaml");
    static final Path PRODUCTION = FOLDER.resolve("values-production.yaml");

    private Chart() {}

    static String text(UnaryOperator<TemplateCommand> values) {
        var command = new Helm(FOLDER)
                .template()
                .withName("live")
                .withNamespace("livestream")
                .withKubeVersion("1.34.0");
        return values.apply(command).call();
    }

    static Manifests manifests(UnaryOperator<TemplateCommand> values) {
        try (var parser = Repository.YAML.createParser(text(values))) {
            List<JsonNode> found = Repository.YAML
                    .readerFor(JsonNode.class)
                    .<JsonNode>readValues(parser)
                    .readAll();
            return new Manifests(found.stream()
                    .filter(node -> node != null && node.isObject())
                    .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What one release consists of. */
    record Manifests(List<JsonNode> all) {

        List<JsonNode> of(String kind) {
            return all.stream()
                    .filter(one -> one.path("kind").asText().equals(kind))
                    .toList();
        }

        JsonNode one(String kind, String name) {
            Optional<JsonNode> found = of(kind).stream()
                    .filter(one -> one.at("/metadata/name").asText().equals(name))
                    .findFirst();
            assertThat(found).as("%s %s", kind, name).isPresent();
            return found.orElseThrow();
        }

        List<String> names(String kind) {
            return of(kind).stream()
                    .map(one -> one.at("/metadata/name").asText())
                    .toList();
        }

        /** Of Deployments and StatefulSets. */
        List<JsonNode> pods() {
            return all.stream()
                    .filter(one -> one.at("/spec/template/spec/containers").isArray())
                    .toList();
        }
    }

    static JsonNode container(JsonNode workload) {
        return workload.at("/spec/template/spec/containers/0");
    }

    static List<JsonNode> env(JsonNode workload) {
        return StreamSupport.stream(container(workload).path("env").spliterator(), false)
                .toList();
    }
}
