package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Kubernetes ignores fields that it does not know; here they fail. */
class ManifestFieldsTest {
    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("ConfigMap", ConfigMap.class),
            Map.entry("CronJob", CronJob.class),
            Map.entry("Deployment", Deployment.class),
            Map.entry("HTTPRoute", HTTPRoute.class),
            Map.entry("HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("Ingress", Ingress.class),
            Map.entry("NetworkPolicy", NetworkPolicy.class),
            Map.entry("Pod", Pod.class),
            Map.entry("PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("Service", Service.class),
            Map.entry("ServiceAccount", ServiceAccount.class),
            Map.entry("StatefulSet", StatefulSet.class));

    /** Of the Prometheus operator, which has no model here. */
    private static final Map<String, Set<String>> OPERATOR_FIELDS = Map.of(
            "ServiceMonitor", Set.of("jobLabel", "selector", "endpoints"),
            "PrometheusRule", Set.of("groups"));

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new WithoutAnySetters())
            .build();

    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated method) {
            return false;
        }
    }

    @Test
    void areAllKnownToKubernetes() throws Exception {
        var everything = Chart.manifests(command -> command.withValuesFile(Chart.PRODUCTION));
        var byRoute = Chart.manifests(command -> command.withValuesFile(Chart.DEVELOPMENT)
                .set("ingress.enabled", false)
                .set("gatewayApi.enabled", true)
                .set("gatewayApi.parentRefs[0].name", "public"));

        for (var manifests : java.util.List.of(everything, byRoute)) {
            for (var manifest : manifests.all()) {
                check(manifest);
            }
        }
        assertThat(everything.all()).hasSizeGreaterThan(40);
    }

    @Test
    void areFoundWhenTheyAreMisspelt() {
        var deployment = (ObjectNode)
                Chart.manifests(command -> command).of("Deployment").getFirst();
        ((ObjectNode) Chart.container(deployment)).put("imagePullPolicies", "Always");

        assertThatThrownBy(() -> STRICT.treeToValue(deployment, Deployment.class))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("imagePullPolicies");
    }

    private static void check(JsonNode manifest) throws Exception {
        var kind = manifest.path("kind").asText();
        var model = KINDS.get(kind);
        if (model != null) {
            assertThat(STRICT.treeToValue(manifest, model)).isNotNull();
        } else {
            assertThat(OPERATOR_FIELDS).as("a kind without a model").containsKey(kind);
            assertThat(OPERATOR_FIELDS.getOrDefault(kind, Set.of()))
                    .containsAll(Repository.keys(manifest.path("spec")));
        }
    }
}
