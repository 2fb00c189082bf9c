package pro.livestream.gateway.route;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pro.livestream.gateway.testing.Client;
import pro.livestream.gateway.testing.LocalServices;
import pro.livestream.gateway.testing.Logged;
import pro.livestream.gateway.testing.Ready;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.boot.Boot;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(LocalServices.class)
class RoutingComponentTest {

    @Inject
    Boot boot;

    @TestHTTPResource(value = "/", management = true)
    @Nullable URL managementUrl;

    @BeforeEach
    void ready() {
        Ready.isReady(boot);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/streams,stream-service",
        "/api/streams/1,stream-service",
        "/api/streams/1/chat/messages,chat-service",
        "/api/streams/1/reactions,chat-service",
        "/api/streams/1/reactions/stats,chat-service",
        "/api/stamps,chat-service",
        "/media/stamps/01_smile.svg,chat-service",
        "/hls/1/master.m3u8,stream-service",
        "/api/stage/list,stream-service",
        "/api/archives,other",
        "/api/archives/1/media/hls/master.m3u8,other",
        "/api/notifications,other",
        "/api/users/1/followers,other",
        "/api/users/1/schedule.ics,other",
        "/api/notifications/calendar/abc.ics,other"
    })
    void sendsAPathToItsService(String path, String service) {
        given().get(path)
                .then()
                .statusCode(200)
                .body("service", equalTo(service))
                .body("uri", equalTo(path));
    }

    @Test
    void findsTheMediaNodeThatHasTheStream() {
        for (var number = 0; number < 6; number++) {
            given().get("/hls/" + number / 2 + "/v1/index.m3u8")
                    .then()
                    .statusCode(200)
                    .body("service", equalTo("stream-service"));
        }
    }

    @Test
    void saysThatNoMediaNodeHasTheStream() {
        given().get("/hls/nowhere/master.m3u8").then().statusCode(404).body("code", equalTo("NOT_FOUND"));
    }

    @Test
    void passesRangesOfAnArchivesFileAndStartsNoViewerForIt() {
        var answer = given().header("Range", "bytes=5-9").get("/api/archives/1/media/video.mp4?expires=9&signature=x");

        answer.then()
                .statusCode(200)
                .body("uri", equalTo("/api/archives/1/media/video.mp4?expires=9&signature=x"))
                .body("headers.range[0]", equalTo("bytes=5-9"))
                .header("RateLimit-Limit", nullValue());
        assertThat(answer.cookies()).isEmpty();
    }

    @Test
    void takesAWebhookWithoutLoginAndCsrfEvenWithAStaleSession() {
        var refused = given().cookie("livestream_session", "stale").body("{}").post("/api/webhooks/stripe");

        // payment-service is away in this test: the request was let through as far as it
        refused.then().statusCode(503).body("code", equalTo("UPSTREAM_UNAVAILABLE"));
        refused.then().header("RateLimit-Limit", nullValue());
    }

    @Test
    void keepsEncodedSlashesAndTheQuery() {
        var path = "/api/stage/arn%3Aaws%3Aivs%2Fabc?days=7&x=%20";

        given().urlEncodingEnabled(false).get(path).then().statusCode(200).body("uri", equalTo(path));
    }

    @Test
    void tellsTheServiceWhoCallsAndNothingThatTheCallerMadeUp() {
        var someone = Client.register();

        someone.call()
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-User-Id", "somebody-else")
                .header("X-Tenant", "other")
                .header("X-Request-Id", "mine-1")
                .cookie("livestream_session", "secret")
                .get("/api/streams/1")
                .then()
                .statusCode(200)
                .header("X-Request-Id", "mine-1")
                .body("headers.authorization[0]", equalTo("Bearer " + someone.token()))
                .body("headers.x-request-id[0]", equalTo("mine-1"))
                .body("headers.x-forwarded-for[0]", equalTo("127.0.0.1"))
                .body("headers.x-forwarded-proto[0]", equalTo("http"))
                .body("headers.x-forwarded-host[0]", startsWith("127.0.0.1:"))
                .body("headers", not(hasKey("x-user-id")))
                .body("headers", not(hasKey("x-tenant")))
                .body("headers", not(hasKey("cookie")));
    }

    @Test
    void dropsHopByHopHeadersOfTheService() {
        given().get("/api/streams/1").then().header("Server", nullValue()).header("X-Hop", nullValue());
    }

    @Test
    void givesAnAnonymousCallerAnAnonymousTokenForItsViewerCookie() {
        var first = given().get("/api/streams/1");
        var again = given().cookies(first.cookies()).get("/api/streams/1");
        var forged = given().cookie("livestream_viewer", first.cookie("livestream_viewer") + "x")
                .get("/api/streams/1");

        var claims = claims(again);
        assertThat(claims).contains("\"kind\":\"anonymous\"").contains("\"tenant\":\"localhost\"");
        assertThat(first.cookie("livestream_viewer")).startsWith(subject(again));
        assertThat(subject(given().cookies(first.cookies()).get("/api/streams/2")))
                .isEqualTo(subject(again));
        assertThat(subject(forged)).isNotEqualTo(subject(again));
    }

    @Test
    void givesReadersWithoutACookieOneTokenAndWhoActsOneOfItsOwn() {
        var reader = given().get("/api/streams/1");
        var other = given().get("/api/streams/1");
        var viewer = given().contentType("application/json").body("{}").post("/api/streams/1/heartbeat");

        assertThat(token(other)).isEqualTo(token(reader));
        assertThat(other.cookie("livestream_viewer")).isNotEqualTo(reader.cookie("livestream_viewer"));
        assertThat(viewer.cookie("livestream_viewer")).startsWith(subject(viewer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "late"})
    void holdsNothingForWhoHasGone(String how) throws Exception {
        var someone = Client.register();
        int before = LocalServices.eventStreams();
        try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), RestAssured.port)) {
            var request = """
                    GET /api/notifications/stream?%s HTTP/1.1
                    Host: localhost
                    Accept: text/event-stream
                    Authorization: Bearer %s

                    """.formatted(how, someone.token()).replace("\n", "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(5)).until(() -> LocalServices.eventStreams() == before + 1);
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> LocalServices.eventStreams() == before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "elsewhere"})
    void asksAnotherReplicaWhereOneIsNotReadyYetOrBreaksOff(String how) {
        for (int turn = 0; turn < 6; turn++) {
            given().get("/api/streams/1/" + how).then().statusCode(200).body("service", equalTo("stream-service"));
        }
    }

    @Test
    void passesOnThatAReplicaIsNotReadyForWhatMayBeSentOnlyOnce() {
        var someone = Client.register();
        var statuses = java.util.stream.IntStream.range(0, 6)
                .map(turn -> someone.call()
                        .body("{}")
                        .contentType("application/json")
                        .post("/api/streams/1/soon")
                        .statusCode())
                .boxed()
                .toList();

        assertThat(statuses).contains(503, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/streams/1 HTTP/1.1\r\n", "POST /api/streams HTTP/1.1\r\nContent-Length: 9\r\n"})
    void holdsNoConnectionForWhoLeavesWhileBeingAdmitted(String request) throws Exception {
        var someone = Client.register();
        var whole = (request + "Host: localhost\r\nAuthorization: Bearer " + someone.token() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);

        try (var logged = Logged.errors()) {
            for (int leaver = 0; leaver < 50; leaver++) {
                try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), RestAssured.port)) {
                    socket.getOutputStream().write(whole);
                    socket.setSoLinger(true, 0);
                }
            }
            var timedOut = Duration.ofMillis(LocalServices.RESPONSE_TIMEOUT_MS + 500);
            await().during(timedOut)
                    .atMost(timedOut.multipliedBy(2))
                    .until(() -> logged.lines().isEmpty());
        }
    }

    @Test
    void turnsTheSessionCookieIntoAToken() {
        var someone = Client.register();
        var cookies = Client.login(someone.username(), Client.PASSWORD).cookies();

        var answer = given().cookies(cookies).get("/api/streams/1");

        assertThat(claims(answer)).contains("\"kind\":\"user\"").contains(someone.userId());
    }

    @Test
    void turnsTheOperatorsKeyIntoATokenWithEveryScope() {
        var answer = given().header("x-api-key", LocalServices.API_SECRET_KEY).get("/api/stage/list");

        assertThat(claims(answer)).contains("\"kind\":\"api_key\"").contains("\"scope\":\"*\"");
        given().header("x-api-key", "wrong").get("/api/stage/list").then().statusCode(401);
    }

    @Test
    void answersAtOnceForAServiceThatIsDown() {
        given().get("/api/transactions")
                .then()
                .statusCode(503)
                .body("code", equalTo("UPSTREAM_UNAVAILABLE"))
                .body("request_id", notNullValue())
                .header("Retry-After", notNullValue());
    }

    @Test
    void answersForAServiceThatHangsOrBreaksOff() {
        given().get("/api/archives/hang").then().statusCode(504).body("code", equalTo("UPSTREAM_TIMEOUT"));
        Client.json()
                .body("{}")
                .post("/api/archives/break")
                .then()
                .statusCode(502)
                .body("code", equalTo("UPSTREAM_UNAVAILABLE"));
    }

    @Test
    void streamsABodyAndRefusesOneThatIsTooLarge() {
        var allowed = new byte[1_048_576];
        var tooLarge = new byte[1_048_577];

        given().contentType("application/octet-stream")
                .body(allowed)
                .post("/api/streams")
                .then()
                .statusCode(200)
                .body("body_bytes", equalTo(allowed.length));
        given().contentType("application/octet-stream")
                .body(tooLarge)
                .post("/api/streams")
                .then()
                .statusCode(413)
                .body("code", equalTo("PAYLOAD_TOO_LARGE"));
        given().contentType("application/octet-stream")
                .body(tooLarge)
                .post("/api/auth/login")
                .then()
                .statusCode(413)
                .body("code", equalTo("PAYLOAD_TOO_LARGE"));
        given().contentType("application/octet-stream")
                .body(new byte[10 * 1_048_576])
                .post("/api/attachments")
                .then()
                .statusCode(200)
                .body("body_bytes", equalTo(10 * 1_048_576));
    }

    @Test
    void refusesAChunkedBodyThatGrowsTooLarge() {
        var chunked = RestAssured.config().httpClient(HttpClientConfig.httpClientConfig());
        given().config(chunked)
                .contentType("application/octet-stream")
                .body(new java.io.ByteArrayInputStream(new byte[3 * 1_048_576]))
                .post("/api/streams")
                .then()
                .statusCode(413)
                .body("code", equalTo("PAYLOAD_TOO_LARGE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/metrics",
                "/q/openapi",
                "/internal/service-tokens",
                "//q/health",
                "/%71/health",
                "/Q/health"
            })
    void keepsManagementOffThePublicPort(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(404).body("code", equalTo("NOT_FOUND"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/streams/../../internal/streams/1", "/api/streams/%2e%2e/x", "/api/streams/..%2fx"})
    void refusesPathsThatClimb(String path) throws IOException {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/streams HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\nContent-Length: 1\r\n\r\n{"
            })
    void wordsTheRefusalOfAStrangeRequestItself(String request) throws IOException {
        assertThat(raw(request))
                .startsWith("HTTP/1.1 400")
                .contains("MALFORMED_REQUEST")
                .contains("request_id");
    }

    @Test
    void wordsTheRefusalOfATooLongAddressItself() throws IOException {
        var answer =
                raw("GET /api/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 414").contains("MALFORMED_REQUEST");
    }

    @Test
    void compressesItsOwnTextsAndNothingThatItPassesOn() {
        for (var path : new String[] {"/hls/1/master.m3u8", "/api/streams", "/api/notifications/stream"}) {
            given().header("Accept-Encoding", "gzip")
                    .get(path)
                    .then()
                    .statusCode(200)
                    .header("Content-Encoding", nullValue());
        }
        given().header("Accept-Encoding", "gzip")
                .get("/api/openapi")
                .then()
                .statusCode(200)
                .header("Content-Encoding", equalTo("gzip"));
    }

    @Test
    void handsOutServiceTokensOnTheManagementPortOnly() {
        var management =
                "http://127.0.0.1:" + Objects.requireNonNull(managementUrl).getPort();
        var body = "{\"tenant\": \"localhost\"}";

        var answer = given().auth()
                .preemptive()
                .basic("chat-service", "chat-secret")
                .body(body)
                .post(management + "/internal/service-tokens");
        answer.then().statusCode(200).body("expires_in", equalTo(600));
        var token = answer.<String>path("access_token").split("\\.", -1)[1];
        assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8))
                .contains("\"kind\":\"service\"")
                .contains("\"sub\":\"chat-service\"");
        given().auth()
                .preemptive()
                .basic("chat-service", "stream-secret")
                .body(body)
                .post(management + "/internal/service-tokens")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + answer.path("access_token"))
                .get("/api/streams")
                .then()
                .statusCode(401);
        given().get(management + "/.well-known/jwks.json").then().statusCode(200);
    }

    @Test
    void letsNotificationsBeStoppedByTheMailsLinkAloneWhateverCookiesABrowserSendsAlong() {
        var someone = Client.register();
        var cookies = Client.login(someone.username(), Client.PASSWORD).cookies();

        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post("/api/notifications/unsubscribe?token=abc")
                .then()
                .statusCode(200)
                .body("service", equalTo("other"))
                .body("body_bytes", equalTo(26));
        var withCookies = given().cookies(cookies)
                .header("Origin", "https://mail.example")
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post("/api/notifications/unsubscribe?token=abc");

        withCookies.then().statusCode(200);
        assertThat(claims(withCookies)).contains("\"kind\":\"anonymous\"");
        given().cookies(cookies).post("/api/notifications/read-all").then().statusCode(403);
    }

    @Test
    void passesAnEventStreamOnWhileItIsBeingWritten() throws Exception {
        var someone = Client.register();
        var request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:" + RestAssured.port + "/api/notifications/stream"))
                .header("Authorization", "Bearer " + someone.token())
                .header("Accept", "text/event-stream")
                .header("Accept-Encoding", "gzip")
                .build();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var answer = client.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofInputStream())
                    .get(10, java.util.concurrent.TimeUnit.SECONDS);
            try (var body = answer.body()) {
                var first = java.util.concurrent.CompletableFuture.supplyAsync(() -> read(body, 37));

                assertThat(first.get(10, java.util.concurrent.TimeUnit.SECONDS))
                        .isEqualTo("data: first, of a stream that goes on");
            }
            client.shutdownNow();
        }
    }

    private static String read(java.io.InputStream from, int countMax) {
        try {
            return new String(from.readNBytes(countMax), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void sendsSecurityHeadersWithEveryAnswer() {
        for (var path : new String[] {"/api/streams", "/api/nothing", "/api/transactions", "/", "/theme.css"}) {
            var answer = given().get(path);
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("script-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .containsPattern("connect-src 'self'[^;]* " + LocalServices.STRIPE_API_BASE)
                    .doesNotContain("unsafe-inline");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
            assertThat(answer.header("Permissions-Policy")).contains("geolocation=()");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Strict-Transport-Security")).isNull();
            assertThat(answer.getHeaders().getValues("X-Request-Id")).hasSize(1);
        }
    }

    @Test
    void letsConfiguredOriginsCall() {
        given().header("Origin", "https://partner.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/streams")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo("https://partner.example"));
        given().header("Origin", "https://evil.example")
                .get("/api/streams")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private static String token(io.restassured.response.Response answer) {
        return answer.then().statusCode(200).extract().path("headers.authorization[0]");
    }

    private static String claims(io.restassured.response.Response answer) {
        var payload = token(answer).substring("Bearer ".length()).split("\\.", -1)[1];
        return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    }

    private static String subject(io.restassured.response.Response answer) {
        return claims(answer).replaceAll(".*\"sub\":\"([^\"]+)\".*", "$1");
    }

    static String raw(String request) throws IOException {
        try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
