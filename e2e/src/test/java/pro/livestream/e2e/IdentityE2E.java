package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounts, sessions, keys and tenants through the gateway, good and bad. */
class IdentityE2E {
    private final Person anybody = Person.anonymous();

    @Test
    void registersLogsInAndTellsWhoIsLoggedIn() {
        var carol = Person.registered("carol");

        assertThat(carol.get("/api/auth/me").body().toString()).contains(carol.username());
        var again = Person.loggedIn(carol.username(), Person.PASSWORD);
        assertThat(again.id()).isEqualTo(carol.id());
        assertThat(anybody.get("/api/users/" + carol.id()).body().has("email")).isFalse();
        assertThat(carol.get("/api/users/" + carol.id()).text("email")).isNotBlank();
    }

    @Test
    void refusesATakenNameInAnyCaseAndAWrongPassword() {
        var dora = Person.registered("dora");

        var taken = anybody.post(
                "/api/auth/register",
                Map.of(
                        "username",
                        dora.username().toUpperCase(java.util.Locale.ROOT),
                        "email",
                        "other-" + dora.username() + "@example.org",
                        "password",
                        Person.PASSWORD));
        var wrong = anybody.post("/api/auth/login", Map.of("username", dora.username(), "password", "not this one"));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("USERNAME_TAKEN");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void refusesTheTokenOfASessionThatWasLoggedOutEverywhereWithinFiveSeconds() {
        var erin = Person.registered("erin");
        var stream = Suite.running().process("stream-service").get("url").asText();
        assertThat(erin.get(stream + "/api/stream-key").status()).isEqualTo(200);

        assertThat(erin.post("/api/auth/logout", Map.of()).status()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(5))
                .until(() -> erin.get("/api/auth/me").status() == 401);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> erin.get(stream + "/api/stream-key").status() == 401);
    }

    @Test
    void answersEveryKindOfBadRequestWithTheErrorBody() {
        var frank = Person.registered("frank");

        expect(anybody.get("/api/no/such/path"), 404, "NOT_FOUND");
        expect(anybody.get("/api/auth/me"), 401, "UNAUTHENTICATED");
        expect(anybody.send("PATCH", "/api/auth/login", "{}", Map.of()), 405, "METHOD_NOT_ALLOWED");
        expect(anybody.post("/api/auth/login", "{\"username\": "), 400, "MALFORMED_REQUEST");
        expect(anybody.post("/api/auth/register", Map.of("username", 7)), 400, "VALIDATION_FAILED");
        expect(frank.post("/api/streams", Map.of("title", "")), 400, "VALIDATION_FAILED");
        expect(frank.post("/api/streams", "[]"), 400, "MALFORMED_REQUEST");
        expect(frank.post("/api/streams", Map.of("title", "x".repeat(1_100_000))), 413, "PAYLOAD_TOO_LARGE");
        expect(frank.get("/api/streams/not-a-uuid"), 404, "NOT_FOUND");
        expect(frank.get("/api/streams?limit=1000"), 400, "VALIDATION_FAILED");
        expect(
                frank.send("POST", "/api/streams", "title=x", Map.of("Content-Type", "text/plain")),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        expect(anybody.get("/q/metrics"), 404, "NOT_FOUND");
        expect(anybody.get("/internal/streams/x"), 404, "NOT_FOUND");
        expect(
                anybody.send("GET", "/api/auth/me", null, Map.of("Authorization", "Bearer " + frank.token() + "x")),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void takesOverASaneRequestIdAndMakesOneOtherwise() {
        var kept = anybody.send("GET", "/api/streams", null, Map.of("X-Request-Id", "my-request-1"));
        var made = anybody.send("GET", "/api/streams", null, Map.of("X-Request-Id", "not sane at all <script>"));

        assertThat(kept.headers().firstValue("X-Request-Id")).contains("my-request-1");
        assertThat(made.headers().firstValue("X-Request-Id"))
                .isPresent()
                .get()
                .isNotEqualTo("not sane at all <script>");
    }

    @Test
    void makesATenantThatIsUsableWithinFiveSecondsAndKeepsItApart() {
        var admin = Person.admin();
        var name = "school" + (System.nanoTime() % 1_000_000);
        var host = name + ".example.test";

        var made = admin.post("/api/tenants", Map.of("schema_name", name, "domains", java.util.List.of(host)));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);

        // The JDK's client sets Host itself, so the tenant is named as a trusted proxy in front would.
        var script = new HostClient(host);
        var user = script.register("pupil" + (System.nanoTime() % 1_000_000));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(script.createStream(user)).isEqualTo(201));
        // the next node of the service may get ready a moment later
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(script.liveStreams()).isEqualTo(1));
        assertThat(anybody.get("/api/streams?status=live&q=lesson-of-" + host)
                        .body()
                        .get("items"))
                .isEmpty();
        assertThat(anybody.send("GET", "/api/auth/me", null, Map.of("Authorization", "Bearer " + user))
                        .code())
                .isEqualTo("WRONG_TENANT");
    }

    @Test
    void servesItsDocumentsAndItsHealth() {
        // stories beside this one may have killed something
        await().atMost(Duration.ofMinutes(3))
                .until(() -> anybody.get("/api/health").text("status").equals("ok"));
        assertThat(anybody.get("/api/openapi").text("openapi")).startsWith("3.1");
        assertThat(anybody.get("/api/openapi").body().get("paths").has("/api/streams"))
                .isTrue();
        assertThat(anybody.get("/api/asyncapi").text("asyncapi")).startsWith("3.");
        assertThat(anybody.get("/.well-known/jwks.json").body().get("keys")).isNotEmpty();
    }

    private static void expect(Person.Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.text("request_id")).isNotBlank();
        assertThat(answer.text("error")).isNotBlank();
    }
}
