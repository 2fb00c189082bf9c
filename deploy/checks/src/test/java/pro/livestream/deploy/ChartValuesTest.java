package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.TemplateCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartValuesTest {
    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z0-9-]+):(.*)$");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "surprise=1",
                "image.tagg=1",
                "services.chat-service.replica=2",
                "services.chat-service.replicas=0",
                "services.stream-media.autoscaling.enabled=true",
                "services.gateway.needs[0]=mongodb",
                "services.gateway.env.DB_PASSWORD=plain",
                "logLevel=LOUD",
                "postgresql.existingSecret=",
                "postgresql.port=70000",
                "gatewayApi.enabled=true",
                "backup.enabled=true",
                "networkPolicy.dependencies[0]=everywhere",
                "kafka.brokers[0]=kafka",
                "rtmp.serviceType=ExternalName"
            })
    void refusesWhatIsUnknownMistypedOrContradictory(String setting) {
        var at = setting.indexOf('=');

        assertThatThrownBy(() ->
                        Chart.text(command -> command.set(setting.substring(0, at), typed(setting.substring(at + 1)))))
                .hasMessageContaining(
                        setting.substring(0, setting.indexOf(at < 0 ? "" : ".") < 0 ? at : setting.indexOf('.')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"min-above-max", "metric-without-average", "copies-above-brokers", "unknown-caller"})
    void refusesWhatContradictsItself(String contradiction) {
        Map<String, UnaryOperator<TemplateCommand>> contradictions = Map.of(
                "min-above-max",
                command -> command.set("services.gateway.autoscaling.enabled", true)
                        .set("services.gateway.autoscaling.min", 9)
                        .set("services.gateway.autoscaling.max", 3),
                "metric-without-average",
                command -> command.set("services.gateway.autoscaling.metric", "livestream_gateway_tunnels"),
                "copies-above-brokers",
                command -> command.set("kafka.replicationFactor", 3),
                "unknown-caller",
                command -> command.set("services.gateway.calls[0]", "weather-service"));

        assertThatThrownBy(() -> Chart.text(contradictions.getOrDefault(contradiction, command -> command)))
                .hasMessageMatching("(?s).*(is above|needs a metricAverage|is no service).*");
    }

    @Test
    void takesTheValuesOfTheLastRelease() {
        var released = Repository.DEPLOY.resolve("checks/src/test/resources/released-values.yaml");
        var before = Chart.manifests(command -> command.withValuesFile(released));
        var now = Chart.manifests(command -> command);

        for (var kind : List.of("Deployment", "StatefulSet", "Service")) {
            assertThat(now.names(kind)).as(kind).containsAll(before.names(kind));
        }
        before.pods()
                .forEach(workload -> assertThat(now.pods().stream()
                                .filter(one -> one.at("/metadata/name").equals(workload.at("/metadata/name")))
                                .map(one -> one.at("/spec/selector"))
                                .toList())
                        .as("a selector can't be changed by an upgrade")
                        .containsExactly(workload.at("/spec/selector")));
    }

    @Test
    void explainsEveryValue() {
        var explained = explained();
        var unexplained = new ArrayList<String>();
        Repository.yaml(Chart.FOLDER.resolve("values.yaml")).properties().forEach(top -> {
            if (top.getValue().isObject() && !top.getKey().startsWith("service")) {
                Repository.keys(top.getValue()).forEach(name -> {
                    if (!explained.containsKey(top.getKey() + "." + name)) {
                        unexplained.add(top.getKey() + "." + name);
                    }
                });
            } else if (!explained.containsKey(top.getKey())) {
                unexplained.add(top.getKey());
            }
        });

        assertThat(unexplained).isEmpty();
    }

    @Test
    void writesTheTableOfValues() {
        var page = new StringBuilder("""
                # livestream

                LiveStream Pro on Kubernetes 1.30 or newer: the gateway, five services and the media role of stream-service. PostgreSQL, Redis, Kafka, the S3 store and the mail server are run elsewhere. How to run it: [operations](../../../docs/operations.md). This page is written by a test from `values.yaml`.

                ```sh
                helm upgrade --install live deploy/helm/livestream -n livestream --create-namespace -f deploy/helm/livestream/values-production.yaml
                helm test live -n livestream
                helm rollback live -n livestream
                ```

                Values that are unknown, mistyped or contradict one another are refused (`values.schema.json`). Secrets are named, never given.

                | value | default | what |
                | --- | --- | --- |
                """);
        var values = Repository.yaml(Chart.FOLDER.resolve("values.yaml"));
        explained().forEach((name, what) -> {
            var value = values.at("/" + name.replace('.', '/'));
            page.append("| `%s` | %s | %s |\n"
                    .formatted(name, value.isObject() && !value.isEmpty() ? "" : "`" + value + "`", what));
        });
        page.append("\n## A service\n\n| key | default |\n| --- | --- |\n");
        values.path("serviceDefaults")
                .properties()
                .forEach(entry -> page.append("| `%s` | `%s` |\n".formatted(entry.getKey(), entry.getValue())));

        Repository.isAsMade(Chart.FOLDER.resolve("README.md"), page.toString());
    }

    /** The comments that begin with two dashes, by the value below them. */
    private static Map<String, String> explained() {
        var found = new LinkedHashMap<String, String>();
        var group = "";
        var comment = "";
        for (var line :
                Repository.read(Chart.FOLDER.resolve("values.yaml")).lines().toList()) {
            var key = KEY.matcher(line);
            if (line.strip().startsWith("# -- ")) {
                comment = line.strip().substring(5);
            } else if (key.matches()) {
                var nested = !key.group(1).isEmpty();
                group = nested ? group : key.group(2);
                if (!comment.isEmpty()) {
                    found.put(nested ? group + "." + key.group(2) : group, comment);
                }
                comment = "";
            }
        }
        return found;
    }

    private static Object typed(String text) {
        return switch (text) {
            case "true", "false" -> Boolean.valueOf(text);
            default -> text.matches("\\d+") ? (Object) Integer.valueOf(text) : text;
        };
    }
}
