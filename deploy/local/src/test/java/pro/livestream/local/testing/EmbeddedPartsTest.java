package pro.livestream.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class EmbeddedPartsTest {

    @Test
    void identityAnnouncesItsTenantsOnTheStartedKafka() throws Exception {
        var settings = new EmbeddedParts().start();

        new TestIdentity().start();

        var states = new HashMap<String, String>();
        Map<String, Object> client =
                Map.of("bootstrap.servers", settings.get("KAFKA_BROKERS"), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition("tenants", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (var poll = 0; poll < 20 && states.size() < 2; poll++) {
                for (var entry : consumer.poll(Duration.ofMillis(500))) {
                    states.put(
                            entry.key(),
                            new ObjectMapper()
                                    .readTree(entry.value())
                                    .get("state")
                                    .asText());
                }
            }
        }
        assertEquals(Map.of("localhost", "active", "other", "active"), states);
    }

    @Test
    void mailCatcherAndStoreAnswer() throws Exception {
        var settings = EmbeddedParts.settings();

        var mail = get(settings.get("MAIL_API_URL") + "/api/user");
        var page = get(settings.get("MAIL_API_URL") + "/");
        var store = get(settings.get("S3_ENDPOINT") + "/" + settings.get("S3_BUCKET"));

        assertEquals(200, mail.statusCode(), mail.body());
        assertEquals(200, page.statusCode(), page.body());
        assertTrue(page.body().contains("<title>Mail catcher"), page.body());
        assertEquals(403, store.statusCode(), store.body());
        assertTrue(store.body().contains("AccessDenied"), store.body());
    }

    @Test
    void serviceTokensAreGivenToThoseWhoSayWhoTheyAre() throws Exception {
        var url = TestIdentity.url() + "/internal/service-tokens";

        var unnamed = send(HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString("{}")));
        var named = send(HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Basic Y2hhdC1zZXJ2aWNlOng=")
                .POST(HttpRequest.BodyPublishers.ofString("{\"tenant\": \"other\"}")));

        assertEquals(401, unnamed.statusCode());
        var token =
                new ObjectMapper().readTree(named.body()).get("access_token").asText();
        var payload = new ObjectMapper()
                .readTree(new String(
                        java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
        assertEquals("other", payload.get("tenant").asText());
        assertEquals("chat-service", payload.get("sub").asText());
        assertEquals("service", payload.get("kind").asText());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
