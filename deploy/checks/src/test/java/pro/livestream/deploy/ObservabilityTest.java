package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservabilityTest {
    private static final Path ALERTS = Repository.DEPLOY.resolve("prometheus/alerts.yaml");

    private static List<JsonNode> alerts() {
        var found = new ArrayList<JsonNode>();
        Repository.yaml(ALERTS)
                .path("groups")
                .forEach(group -> group.path("rules").forEach(found::add));
        assertThat(found).hasSizeGreaterThan(10);
        return found;
    }

    @Test
    void hasARunbookForEveryAlert() {
        for (var alert : alerts()) {
            var runbook = alert.at("/annotations/runbook").asText();
            assertThat(Repository.ROOT.resolve(runbook))
                    .as("%s", alert.path("alert"))
                    .exists();
            assertThat(Repository.read(Repository.ROOT.resolve(runbook)))
                    .as("%s names its alerts", runbook)
                    .contains("`" + alert.path("alert").asText() + "`");
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
        }
    }

    @Test
    void asksInAlertsOnlyForMetricsThatServicesExpose() {
        var exposed = MetricNames.exposed();
        for (var alert : alerts()) {
            var names = new TreeSet<>(MetricNames.in(alert.path("expr").asText()));
            assertThat(exposed).as("%s", alert.path("alert")).containsAll(names);
        }
    }

    @Test
    void asksInDashboardsOnlyForMetricsThatServicesExpose() {
        var exposed = MetricNames.exposed();
        var dashboards = Repository.files(Repository.DEPLOY.resolve("grafana"), ".json");
        assertThat(dashboards).hasSizeGreaterThanOrEqualTo(3);
        for (var file : dashboards) {
            var queries = Repository.json(file).findValuesAsText("expr");
            assertThat(queries).as("%s", file).isNotEmpty();
            for (var query : queries) {
                assertThat(MetricNames.in(query)).as("%s: %s", file, query).isNotEmpty();
                assertThat(exposed).as("%s: %s", file, query).containsAll(MetricNames.in(query));
            }
        }
    }

    @Test
    void givesEveryDashboardAnIdentityOfItsOwn() {
        var identities = new TreeSet<String>();
        for (var file : Repository.files(Repository.DEPLOY.resolve("grafana"), ".json")) {
            var board = Repository.json(file);
            assertThat(identities.add(board.path("uid").asText()))
                    .as("%s", file)
                    .isTrue();
            assertThat(board.path("title").asText()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        sum by (job) (rate(a_total{status=~"5.."}[5m])) / on (job) b > 0.5 | a_total,b
        histogram_quantile(0.99, sum by (le) (rate(c_bucket[5m]))) and max(d) > 1e3 | c_bucket,d
        """)
    void findsTheNamesInAQuery(String query, String names) {
        assertThat(MetricNames.in(query)).containsExactlyInAnyOrder(names.split(","));
    }

    /** Where Prometheus' own tool is installed, as it is where the images are built. */
    @Test
    void passesPrometheusOwnTool() throws Exception {
        assumeTrue(MetricNames.isInstalled("promtool"), "promtool is not installed");
        for (var words : List.of(
                List.of("promtool", "check", "rules", ALERTS.toString()),
                List.of(
                        "promtool",
                        "test",
                        "rules",
                        ALERTS.resolveSibling("alerts.test.yaml").toString()))) {
            var output = Files.createTempFile("promtool", ".txt");
            var process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var code = process.waitFor();
            assertThat(code).as("%s", Files.readString(output)).isZero();
        }
    }
}
