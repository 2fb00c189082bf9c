package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The collection in docs/reference is made from the merged OpenAPI document, and each of its requests is answered as it says. */
@ResourceLock(value = Needs.CHAT, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.NOTIFICATION, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.ARCHIVE, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.PAYMENT, mode = ResourceAccessMode.READ)
@ResourceLock(Needs.STAGES)
class PostmanE2E {
    private static final Path FILE = Path.of("../docs/reference/postman_collection.json");
    private static final int NOT_ALLOWED = 405;
    private static final int SERVER_ERROR = 500;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void isTheInterfaceOfToday() throws IOException {
        var today = collection().toPrettyString() + "\n";
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, today);
        }
        assertThat(Files.readString(FILE))
                .as("docs/reference/postman_collection.json; -Ddocs.write=true writes it anew")
                .isEqualTo(today);
    }

    @Test
    void isAnsweredAsDocumentedRequestByRequest() throws Exception {
        var wrong = new ArrayList<String>();
        var sent = 0;
        for (var folder : Suite.JSON.readTree(Files.readString(FILE)).get("item")) {
            // somebody new for each folder: one of the requests logs out
            var person = Person.registered("postman");
            for (var item : folder.get("item")) {
                var answer = send(item.get("request"), person);
                sent++;
                if (!isDocumented(answer, item)) {
                    wrong.add(item.at("/request/method").asText() + " "
                            + item.at("/request/url/raw").asText() + " -> " + answer.statusCode());
                }
                answer.body().close();
            }
        }
        System.out.println(sent + " requests of the Postman collection were answered");
        assertThat(wrong).isEmpty();
        assertThat(sent).isGreaterThan(50);
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode collection() {
        var document = Person.anonymous().get("/api/openapi").body();
        assertThat(document.has("x-missing-services")).isFalse();
        return new PostmanCollection(document).json();
    }

    private HttpResponse<InputStream> send(JsonNode request, Person person) throws Exception {
        var address = request.at("/url/raw")
                .asText()
                .replace("{{base_url}}", Suite.running().url());
        for (var variable : request.at("/url/variable")) {
            address = address.replace(
                    ":" + variable.get("key").asText(), UUID.randomUUID().toString());
        }
        var built = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + person.token());
        for (var header : request.get("header")) {
            built.setHeader(
                    header.get("key").asText(),
                    header.get("value")
                            .asText()
                            .replace("{{$guid}}", UUID.randomUUID().toString()));
        }
        var body = request.at("/body/raw").asText();
        built.method(
                request.get("method").asText(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return http.send(built.build(), BodyHandlers.ofInputStream());
    }

    /** A success must be one that is documented; a refusal must be the error body, and not a fault of ours. */
    private static boolean isDocumented(HttpResponse<InputStream> answer, JsonNode item) throws IOException {
        var status = answer.statusCode();
        if (status < 400) {
            return List.of(item.at("/event/0/script/exec/0").asText().split("\\D+", -1))
                    .contains(String.valueOf(status));
        }
        var body = Suite.JSON.readTree(answer.body());
        return status < SERVER_ERROR
                && status != NOT_ALLOWED
                && body.hasNonNull("code")
                && body.hasNonNull("request_id");
    }
}
