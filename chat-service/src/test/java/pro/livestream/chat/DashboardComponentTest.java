package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** The dashboard asks only for what the service exposes once each thing has happened. */
@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class DashboardComponentTest {

    private static final Pattern METRIC = Pattern.compile("\\b(chat_[a-z_]+)");

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private static Set<String> asked() throws IOException {
        var dashboard = new ObjectMapper()
                .readTree(Path.of("../deploy/grafana/chat.json").toFile());
        var asked = new TreeSet<String>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                var matcher = METRIC.matcher(target.path("expr").asText());
                while (matcher.find()) {
                    asked.add(matcher.group(1));
                }
            }
        }
        return asked;
    }

    private void makeEverythingHappenOnce() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(new Tenant(TestIdentity.TENANT)));
        var name = "bella-" + UUID.randomUUID();
        var token = TestIdentity.userToken(name);
        var stream = Streams.start(events, name);
        var path = "/ws/streams/" + stream + "/chat";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.given()
                                .auth()
                                .oauth2(token)
                                .get("/api/streams/" + stream + "/chat/messages")
                                .statusCode()
                        == 200);
        assertEquals(401, ChatClient.refusedAt(RestAssured.port, path, null).status());
        try (var bella = ChatClient.open(RestAssured.port, path, token)) {
            bella.next("welcome");
            for (int i = 0; i < 12; i++) {
                bella.say("m" + i, "c" + i).send("{\"type\":\"reaction\",\"stamp_id\":1}");
            }
            bella.send("{\"type\":\"nothing\"}");
            bella.next("ack");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Metrics.names().contains("chat_reactions_rejected_total"));
        }
    }

    @Test
    void everyMetricOfTheDashboardIsExposed() throws IOException {
        makeEverythingHappenOnce();
        var missing = new TreeSet<>(asked());

        missing.removeAll(Metrics.names());

        assertTrue(asked().size() > 15);
        assertEquals(Set.of(), missing);
    }
}
