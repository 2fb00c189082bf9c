package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static Chart.Manifests defaults() {
        return Chart.manifests(command -> command);
    }

    private static Chart.Manifests production() {
        return Chart.manifests(command -> command.withValuesFile(Chart.PRODUCTION));
    }

    @Test
    void passesTheStrictLinter() {
        var result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void looksAsItDidWithTheValuesForDevelopmentAndProduction() {
        for (var values : List.of("development", "production")) {
            var made =
                    Chart.text(command -> command.withValuesFile(Chart.FOLDER.resolve("values-" + values + ".yaml")));

            Repository.isAsMade(
                    Repository.DEPLOY.resolve("checks/src/test/resources/golden/" + values + ".yaml"),
                    withoutDashboards(made));
        }
    }

    /** They are checked on their own, and would make every change of a panel a change of the chart. */
    private static String withoutDashboards(String made) {
        var kept = new StringBuilder();
        for (var document : made.split("(?m)^---\n", -1)) {
            if (!document.contains("grafana_dashboard: ") && !document.contains("kind: PrometheusRule")) {
                kept.append(kept.isEmpty() ? "" : "---\n").append(document);
            }
        }
        return kept.toString();
    }

    @Test
    void runsEveryServiceTwiceInProduction() {
        var made = production();

        assertThat(made.pods()).hasSize(7);
        for (var workload : made.pods()) {
            var scaled = made.of("HorizontalPodAutoscaler").stream()
                    .filter(one -> one.at("/metadata/name").equals(workload.at("/metadata/name")))
                    .findFirst();
            var least = scaled.map(one -> one.at("/spec/minReplicas"))
                    .orElse(workload.at("/spec/replicas"))
                    .asInt();
            assertThat(least).as("%s", workload.at("/metadata/name")).isGreaterThanOrEqualTo(2);
            assertThat(scaled.isPresent() && workload.at("/spec").has("replicas"))
                    .as("an autoscaler's replicas must not be reset by an upgrade")
                    .isFalse();
        }
        assertThat(made.names("PodDisruptionBudget")).hasSize(7);
    }

    @Test
    void hasNoDisruptionBudgetForASingleReplica() {
        assertThat(defaults().of("PodDisruptionBudget")).isEmpty();
    }

    @Test
    void givesThePodsNoMoreThanTheyNeed() {
        for (var workload : production().pods()) {
            var pod = workload.at("/spec/template/spec");
            var container = Chart.container(workload);

            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
            assertThat(container.at("/resources/requests/memory").asText()).isNotEmpty();
            assertThat(container.at("/volumeMounts").findValuesAsText("mountPath"))
                    .containsExactly("/tmp");
        }
    }

    @Test
    void leavesEachPodTheTimeThatItsDrainTakes() {
        var made = Chart.manifests(command ->
                command.set("services.chat-service.drainSeconds", 90).set("services.chat-service.preStopSeconds", 7));

        var chat = made.one("Deployment", "live-chat-service");

        assertThat(chat.at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
                .isEqualTo(107);
        assertThat(Chart.container(chat).at("/lifecycle/preStop/sleep/seconds").asInt())
                .isEqualTo(7);
    }

    @Test
    void neverScalesMediaDownAndLetsEncodersFinish() {
        var made = production();
        var media = made.one("StatefulSet", "live-stream-media");

        assertThat(made.names("HorizontalPodAutoscaler")).doesNotContain("live-stream-media");
        assertThat(media.at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
                .isGreaterThan(14_000);
        assertThat(Chart.container(media)
                        .at("/lifecycle/preStop/exec/command/2")
                        .asText())
                .contains("-lt 14355 ]")
                .contains(":%04X ".formatted(1935))
                .contains("/proc/net/tcp");
        assertThat(made.one("Service", "live-stream-media-pods")
                        .at("/spec/publishNotReadyAddresses")
                        .asBoolean())
                .isTrue();
        assertThat(made.one("ConfigMap", "live-settings")
                        .at("/data/STREAM_MEDIA_URL")
                        .asText())
                .isEqualTo("http://live-stream-media-0.live-stream-media-pods:8082,"
                        + "http://live-stream-media-1.live-stream-media-pods:8082");
    }

    @Test
    void scalesChatByConnectionsAndByProcessorWhereThoseAreNotKnown() {
        var metrics =
                production().one("HorizontalPodAutoscaler", "live-chat-service").at("/spec/metrics");

        assertThat(metrics.at("/0/pods/metric/name").asText()).isEqualTo("chat_connections");
        assertThat(metrics.at("/1/resource/name").asText()).isEqualTo("cpu");
    }

    @Test
    void deniesWhatNoPolicyAllows() {
        var made = production();

        var denial = made.one("NetworkPolicy", "live-default-deny");
        assertThat(denial.at("/spec/policyTypes")).hasSize(2);
        assertThat(denial.at("/spec").has("ingress") || denial.at("/spec").has("egress"))
                .isFalse();
        for (var workload : made.pods()) {
            var policy = made.one("NetworkPolicy", workload.at("/metadata/name").asText());
            assertThat(policy.at("/spec/podSelector/matchLabels")).isEqualTo(workload.at("/spec/selector/matchLabels"));
        }
        assertThat(made.one("NetworkPolicy", "live-payment-service").toString()).doesNotContain("ingress-nginx");
    }

    @Test
    void letsEveryCallThroughAtBothEnds() {
        var services = Repository.yaml(Chart.FOLDER.resolve("values.yaml")).path("services");
        services.properties()
                .forEach(caller -> caller.getValue().path("calls").forEach(callee -> {
                    var takes = services.path(callee.asText()).path("calledBy");
                    var callers = new ArrayList<String>();
                    takes.forEach(one -> callers.add(one.asText()));
                    assertThat(takes.isMissingNode() ? List.of("gateway") : callers)
                            .as("%s calls %s", caller.getKey(), callee.asText())
                            .contains(caller.getKey());
                }));
    }

    @Test
    void takesSecretsOnlyByReference() {
        var made = production();

        assertThat(made.of("Secret")).isEmpty();
        for (var workload : made.pods()) {
            for (var variable : Chart.env(workload)) {
                if (variable.path("name").asText().matches(".*(PASSWORD|SECRET|_KEY|API_KEY).*")) {
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()
                                    + variable.path("value").asText())
                            .as("%s", variable.path("name"))
                            .matches("[a-z-]+|(chat-service:\\$\\(.*)");
                }
            }
        }
        assertThat(Repository.keys(made.one("ConfigMap", "live-settings").path("data")))
                .noneMatch(name -> name.matches(".*(PASSWORD|SECRET).*"));
    }

    @Test
    void speaksTlsToWhatTakesItAndSaysHttpsToBrowsers() {
        var made = production();
        var settings = made.one("ConfigMap", "live-settings").path("data");

        assertThat(settings.path("DB_SSL_ENABLED").asText()).isEqualTo("true");
        assertThat(settings.path("REDIS_TLS_ENABLED").asText()).isEqualTo("true");
        assertThat(settings.path("SMTP_START_TLS").asText()).isEqualTo("REQUIRED");
        assertThat(settings.path("GATEWAY_URL").asText()).isEqualTo("https://live.example.com");
        assertThat(made.of("Ingress").getFirst().at("/spec/tls/0/hosts/0").asText())
                .isEqualTo("live.example.com");
        assertThat(made.of("Ingress").getFirst().at("/spec/tls/0/secretName").asText())
                .isEqualTo("livestream-tls");
    }

    @Test
    void setsOnlyVariablesThatTheConfigurationReferenceExplains() {
        var made = Chart.manifests(command -> command.withValuesFile(Chart.PRODUCTION)
                .set("s3.endpoint", "https://s3.example")
                .set("s3.existingSecret", "s3")
                .set("secrets.apiKey", "key"));
        var names = new TreeSet<String>();
        made.pods()
                .forEach(workload -> Chart.env(workload)
                        .forEach(variable -> names.add(variable.path("name").asText())));
        names.addAll(Repository.keys(made.one("ConfigMap", "live-settings").path("data")));
        names.removeIf(name -> name.startsWith("SECRET_OF_"));
        names.remove("JAVA_TOOL_OPTIONS");

        assertThat(names).hasSizeGreaterThan(30);
        assertThat(Repository.documentedNames()).containsAll(names);
    }

    @Test
    void publishesByIngressOrByGatewayApi() {
        var byIngress = defaults();
        var byRoute = Chart.manifests(command -> command.set("ingress.enabled", false)
                .set("gatewayApi.enabled", true)
                .set("gatewayApi.parentRefs[0].name", "public"));

        assertThat(byIngress.names("Ingress")).containsExactly("live");
        assertThat(byIngress.of("HTTPRoute")).isEmpty();
        assertThat(byRoute.names("HTTPRoute")).containsExactly("live");
        assertThat(byRoute.of("Ingress")).isEmpty();
    }

    @Test
    void makesEachOptionalKindOnlyWhenItIsAskedFor() {
        var toggles = Map.of(
                "monitoring.serviceMonitor", "ServiceMonitor",
                "monitoring.prometheusRule", "PrometheusRule");
        toggles.forEach((toggle, kind) -> {
            assertThat(defaults().of(kind)).as(kind).isEmpty();
            assertThat(Chart.manifests(command -> command.set(toggle, true)).of(kind))
                    .as(toggle)
                    .isNotEmpty();
        });
        assertThat(Chart.manifests(command -> command.set("monitoring.dashboards", true))
                        .names("ConfigMap"))
                .contains("live-dashboards");
        assertThat(Chart.manifests(command -> command.set("networkPolicy.enabled", false))
                        .of("NetworkPolicy"))
                .isEmpty();
        assertThat(Chart.manifests(
                                command -> command.set("backup.enabled", true).set("backup.existingClaim", "dumps"))
                        .names("CronJob"))
                .containsExactly("live-backup", "live-restore-test");
        assertThat(Chart.manifests(command -> command.set("services.payment-service.enabled", false))
                        .names("Deployment"))
                .doesNotContain("live-payment-service");
    }

    @Test
    void namesEveryServiceUnderOneSetOfLabels() {
        for (var workload : production().pods()) {
            JsonNode selector = workload.at("/spec/selector/matchLabels");
            selector.properties()
                    .forEach(label -> assertThat(workload.at("/spec/template/metadata/labels")
                                    .path(label.getKey()))
                            .isEqualTo(label.getValue()));
            assertThat(workload.at("/spec/template/spec/serviceAccountName")).isEqualTo(workload.at("/metadata/name"));
        }
    }
}
