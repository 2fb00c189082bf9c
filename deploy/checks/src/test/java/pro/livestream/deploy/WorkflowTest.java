package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WorkflowTest {
    private static final Path FOLDER = Repository.ROOT.resolve(".github/workflows");
    private static final Pattern FILE =
            Pattern.compile("(?<![\\w/:$.@}-])((?:deploy|\\.ci|\\.github)/[\\w./-]++)(?![$*{])");
    private static final Pattern ACTION = Pattern.compile("[\\w.-]+/[\\w./-]+@v\\d+(\\.\\d+)*");

    private static JsonNode workflow(String name) {
        return Repository.yaml(FOLDER.resolve(name + ".yaml"));
    }

    private static List<JsonNode> steps() {
        var found = new ArrayList<JsonNode>();
        for (var file : Repository.files(FOLDER, ".yaml")) {
            Repository.yaml(file).path("jobs").forEach(job -> job.path("steps").forEach(found::add));
        }
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }

    @Test
    void runsWhatTheReadmeRuns() {
        assertThat(workflow("ci").at("/jobs/test/steps").findValuesAsText("run"))
                .contains(".ci/run");
    }

    @Test
    void namesOnlyFilesThatAreThere() {
        var named = new ArrayList<String>();
        for (var step : steps()) {
            for (var text : List.of(
                    step.path("run").asText(),
                    step.at("/with/file").asText(),
                    step.at("/with/context").asText())) {
                FILE.matcher(text).results().map(match -> match.group(1)).forEach(named::add);
            }
        }
        Repository.files(FOLDER, ".yaml")
                .forEach(file -> Repository.yaml(file).findValuesAsText("uses").stream()
                        .filter(uses -> uses.startsWith("./"))
                        .forEach(uses -> named.add(uses.substring(2))));

        assertThat(named).hasSizeGreaterThan(8);
        assertThat(named)
                .allSatisfy(name -> assertThat(Repository.ROOT.resolve(name)).exists());
    }

    @Test
    void pinsEveryActionAndToolToAVersion() {
        for (var step : steps()) {
            if (step.has("uses")) {
                assertThat(step.path("uses").asText()).matches(ACTION);
            }
            assertThat(step.path("run").asText()).doesNotContain(":latest").doesNotContain("curl -");
        }
    }

    @Test
    void givesEachJobABoundAndNoMoreRightsThanNamed() {
        for (var file : Repository.files(FOLDER, ".yaml")) {
            var workflow = Repository.yaml(file);
            assertThat(workflow.path("permissions").isObject()).as("%s", file).isTrue();
            workflow.path("jobs")
                    .forEach(job -> assertThat(job.has("timeout-minutes") || job.has("uses"))
                            .as("%s", job)
                            .isTrue());
        }
    }

    @Test
    void buildsAnImageOfEveryServiceOnABaseByItsDigest() {
        var service = workflow("images").at("/jobs/service");
        var built = service.at("/strategy/matrix/include").findValuesAsText("service");

        assertThat(built).containsExactlyInAnyOrderElementsOf(Repository.SERVICES);
        assertThat(service.at("/steps").findValuesAsText("run"))
                .anyMatch(run -> run.contains("-Dquarkus.jib.base-jvm-image=\"$REGISTRY/$GROUP/$BASE@$BASE_DIGEST\""));
    }

    @Test
    void triesDevelopmentFirstAndGoesBackWhenARolloutFails() {
        var deploy = workflow("deploy").path("jobs");
        var back = workflow("rollout").at("/jobs/chart/steps");
        var last = back.get(back.size() - 1);

        assertThat(deploy.at("/production/needs").toString()).contains("development");
        assertThat(deploy.at("/production/if").asText()).contains("needs.development.result == 'success'");
        assertThat(last.path("if").asText()).isEqualTo("failure()");
        assertThat(last.path("run").asText()).contains("helm rollback");
    }

    @Test
    void putsNothingOfTheCallerIntoAScript() {
        for (var step : steps()) {
            assertThat(step.path("run").asText())
                    .as("values go through env, where a shell does not read them as code")
                    .doesNotContain("${{");
        }
    }
}
