package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.tenant.TenantDatabase;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class StreamApiComponentTest {

    @Inject
    TenantDatabase database;

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void a_start_gives_one_flat_object_with_all_addresses() {
        Api.as(alice)
                .header("X-Forwarded-Host", "live.example:8443")
                .header("X-Forwarded-Proto", "https")
                .body(Map.of("title", "Hello", "tags", List.of("a", "b"), "category", "music"))
                .post("/api/streams")
                .then()
                .statusCode(201)
                .body("status", equalTo("live"))
                .body("media", equalTo("waiting"))
                .body("user_id", equalTo(TestIdentity.userId(alice).toString()))
                .body("broadcaster.username", equalTo(alice))
                .body("visibility", equalTo("public"))
                .body("record", equalTo(true))
                .body("viewer_count", equalTo(0))
                .body("tags", equalTo(List.of("a", "b")))
                .body("ingest.rtmp_url", org.hamcrest.Matchers.startsWith("rtmp://live.example:"))
                .body("ingest.stream_key", org.hamcrest.Matchers.startsWith("localhost_"))
                .body("ingest.whip_url", nullValue())
                .body("ingest.browser_url", org.hamcrest.Matchers.startsWith("wss://live.example:8443/ws/streams/"))
                .body("playback.hls_url", org.hamcrest.Matchers.startsWith("https://live.example:8443/hls/"))
                .body("started_at", org.hamcrest.Matchers.matchesPattern(".*\\.[0-9]{3}Z"));
    }

    @Test
    void only_the_owner_sees_the_ingest() {
        String id = Api.goLive(alice).getString("stream_id");

        Api.as(alice).get("/api/streams/" + id).then().body("ingest.stream_key", notNullValue());
        Api.as(Api.someone()).get("/api/streams/" + id).then().statusCode(200).body("$", not(hasKey("ingest")));
        given().auth()
                .oauth2(TestIdentity.anonymousToken("viewer-1"))
                .get("/api/streams/" + id)
                .then()
                .statusCode(200)
                .body("$", not(hasKey("ingest")));
    }

    private static org.hamcrest.Matcher<Map<? extends String, ?>> hasKey(String key) {
        return org.hamcrest.Matchers.hasKey(key);
    }

    @Test
    void one_live_stream_at_a_time_also_when_two_start_at_once() {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = pool
                    .invokeAll(IntStream.range(0, 6)
                            .mapToObj(n -> (java.util.concurrent.Callable<Integer>) () -> Api.as(alice)
                                    .body(Map.of("title", "Race " + n))
                                    .post("/api/streams")
                                    .statusCode())
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .sorted()
                    .toList();

            assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Api.as(alice)
                .body(Map.of("title", "Again"))
                .post("/api/streams")
                .then()
                .statusCode(409)
                .body("code", equalTo("ALREADY_LIVE"));
    }

    @Test
    void the_same_key_and_body_give_the_first_answer() {
        String key = UUID.randomUUID().toString();
        var first = Api.as(alice)
                .header("Idempotency-Key", key)
                .body(Map.of("title", "Once"))
                .post("/api/streams");
        var second = Api.as(alice)
                .header("Idempotency-Key", key)
                .body(Map.of("title", "Once"))
                .post("/api/streams");
        var other = Api.as(alice)
                .header("Idempotency-Key", key)
                .body(Map.of("title", "Twice"))
                .post("/api/streams");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.jsonPath().getString("stream_id"))
                .isEqualTo(first.jsonPath().getString("stream_id"));
        assertThat(second.jsonPath().getString("ingest.stream_key"))
                .isEqualTo(first.jsonPath().getString("ingest.stream_key"));
        other.then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
    }

    @Test
    void bad_bodies_are_named_by_field() {
        Api.as(alice)
                .body(Map.of("title", "x".repeat(256), "visibility", "secret"))
                .post("/api/streams")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("details.field", equalTo(List.of("title", "visibility")));
        Api.as(alice).body(Map.of()).post("/api/streams").then().statusCode(400);
        Api.as(alice)
                .body("{\"title\":")
                .post("/api/streams")
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_REQUEST"));
        Api.as(alice).body("{\"title\": 7}").post("/api/streams").then().statusCode(400);
        given().contentType(ContentType.JSON)
                .body(Map.of("title", "x"))
                .post("/api/streams")
                .then()
                .statusCode(401)
                .body("code", equalTo("UNAUTHENTICATED"));
    }

    @Test
    void ends_once_however_many_ask_and_only_for_those_who_may() {
        String id = Api.goLive(alice).getString("stream_id");
        Api.as(Api.someone()).put("/api/streams/" + id + "/end").then().statusCode(403);

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = pool
                    .invokeAll(IntStream.range(0, 5)
                            .mapToObj(n -> (java.util.concurrent.Callable<Integer>) () -> Api.as(alice)
                                    .put("/api/streams/" + id + "/end")
                                    .statusCode())
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
            assertThat(statuses).containsOnly(200);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }

        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200).body("status", equalTo("ended"));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !Events.of("stream.ended", id).isEmpty());
        assertThat(Events.of("stream.ended", id)).hasSize(1);
        assertThat(Events.of("stream.started", id)).hasSize(1);
        Api.as(alice)
                .post("/api/streams/" + id + "/heartbeat")
                .then()
                .statusCode(409)
                .body("code", equalTo("STREAM_NOT_LIVE"));
    }

    @Test
    void a_moderator_of_the_tenant_ends_it_too() {
        String id = Api.goLive(alice).getString("stream_id");

        given().auth()
                .oauth2(TestIdentity.adminToken("root"))
                .put("/api/streams/" + id + "/end")
                .then()
                .statusCode(200);
    }

    @Test
    void a_scheduled_stream_starts_later_and_cannot_end_before() {
        String id = Api.goLive(
                        alice,
                        Map.of(
                                "title",
                                "Later",
                                "scheduled_at",
                                Instant.now().plusSeconds(3600).toString()))
                .getString("stream_id");

        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(409);
        Api.as(alice)
                .post("/api/streams/" + id + "/start")
                .then()
                .statusCode(200)
                .body("status", equalTo("live"))
                .body("media", equalTo("waiting"));
        Api.as(alice).delete("/api/streams/" + id).then().statusCode(409);
    }

    @Test
    void is_patched_by_its_owner_while_live() {
        String id = Api.goLive(alice).getString("stream_id");

        Api.as(alice)
                .body(Map.of("title", "Better", "visibility", "unlisted"))
                .patch("/api/streams/" + id)
                .then()
                .statusCode(200)
                .body("title", equalTo("Better"));
        Api.as(Api.someone())
                .body(Map.of("title", "Mine"))
                .patch("/api/streams/" + id)
                .then()
                .statusCode(403);
        Api.as(alice)
                .body(Map.of("title", " "))
                .patch("/api/streams/" + id)
                .then()
                .statusCode(400);
    }

    @Test
    void is_deleted_when_it_is_over() {
        String id = Api.goLive(alice).getString("stream_id");
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);

        Api.as(alice).delete("/api/streams/" + id).then().statusCode(204);

        Api.as(alice).get("/api/streams/" + id).then().statusCode(404).body("code", equalTo("NOT_FOUND"));
    }

    @Test
    void lists_in_pages_without_what_is_not_public() {
        String category = "c" + UUID.randomUUID().toString().substring(0, 8);
        for (int n = 0; n < 5; n++) {
            Api.goLive(
                    Api.someone(),
                    Map.of("title", "Number " + n, "category", category, "visibility", n == 4 ? "unlisted" : "public"));
        }
        var first = Api.as(alice)
                .get("/api/streams?status=live&limit=3&category=" + category)
                .jsonPath();
        var second = Api.as(alice)
                .get("/api/streams?status=live&limit=3&category=" + category + "&cursor="
                        + first.getString("next_cursor"))
                .jsonPath();

        assertThat(first.getList("items.title")).containsExactly("Number 3", "Number 2", "Number 1");
        assertThat(second.getList("items.title")).containsExactly("Number 0");
        assertThat(second.getString("next_cursor")).isNull();
        Api.as(alice)
                .queryParam("q", "number 2")
                .get("/api/streams?sort=viewers&category=" + category)
                .then()
                .body("items.title", equalTo(List.of("Number 2")));
        Api.as(alice)
                .queryParam("q", "!?")
                .get("/api/streams?category=" + category)
                .then()
                .statusCode(200)
                .body("items", empty());
        Api.as(alice).get("/api/streams?limit=101").then().statusCode(400);
        Api.as(alice).get("/api/streams?cursor=nonsense").then().statusCode(400);
        Api.as(alice).get("/api/streams?status=odd").then().statusCode(400);
    }

    @Test
    void streams_are_found_by_words_in_any_script_of_title_description_and_tags() {
        String mark = "m" + UUID.randomUUID().toString().substring(0, 8);
        var started = Api.goLive(
                alice, Map.of("title", mark + " 東京の夜景", "description", "Ｃａｆé music", "tags", List.of("jazz", "ラーメン")));

        for (String asked : List.of(mark, "夜景", "東京", "café", "MUS", "jazz", "ラーメン " + mark.substring(0, 6))) {
            assertThat(found(mark, asked)).as(asked).containsExactly(started.getString("stream_id"));
        }
        for (String asked : List.of("東京都", "usic", "blues")) {
            assertThat(found(mark, asked)).as(asked).isEmpty();
        }
        Api.as(alice)
                .body(Map.of("title", mark + " blues"))
                .patch("/api/streams/" + started.getString("stream_id"))
                .then()
                .statusCode(200);
        assertThat(found(mark, "blues")).hasSize(1);
        assertThat(found(mark, "夜景")).isEmpty();
    }

    private List<String> found(String mark, String asked) {
        return Api.as(alice)
                .queryParam("q", mark + " " + asked)
                .get("/api/streams")
                .then()
                .statusCode(200)
                .extract()
                .path("items.stream_id");
    }

    @Test
    void nothing_of_a_tenant_is_seen_by_another() {
        String id = Api.goLive(alice).getString("stream_id");
        String stranger = TestIdentity.userToken(alice, TestIdentity.OTHER_TENANT, "user", "admin");

        given().auth().oauth2(stranger).get("/api/streams/" + id).then().statusCode(404);
        given().auth()
                .oauth2(stranger)
                .put("/api/streams/" + id + "/end")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(stranger)
                .get("/api/streams?status=live")
                .then()
                .statusCode(200)
                .body("items.stream_id", not(hasItem(id)));
    }

    @Test
    void the_stream_key_is_the_owners_own_and_can_be_changed() {
        String key = Api.as(alice).get("/api/stream-key").jsonPath().getString("stream_key");
        String again = Api.as(alice).get("/api/stream-key").jsonPath().getString("stream_key");
        String rotated = Api.as(alice).post("/api/stream-key/rotate").jsonPath().getString("stream_key");

        assertThat(again).isEqualTo(key).startsWith("localhost_");
        assertThat(rotated).isNotEqualTo(key);
        assertThat(Api.goLive(alice).getString("ingest.stream_key")).isEqualTo(rotated);
    }

    @Test
    void services_are_told_and_others_are_not() {
        String id = Api.goLive(alice).getString("stream_id");

        given().auth()
                .oauth2(TestIdentity.serviceToken("chat-service", "localhost"))
                .get("/internal/streams/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("live"))
                .body("user_id", equalTo(TestIdentity.userId(alice).toString()));
        Api.as(alice).get("/internal/streams/" + id).then().statusCode(404);
    }

    @Test
    void a_stream_whose_signal_never_came_ends() {
        String id = Api.goLive(alice).getString("stream_id");
        Past.rewind(database, id, Duration.ofSeconds(30));
        await().during(Duration.ofSeconds(3)).until(() -> Api.stream(alice, id).getString("status"), "live"::equals);

        Past.rewind(database, id, Duration.ofSeconds(10));

        await().atMost(Duration.ofSeconds(30)).until(() -> Api.stream(alice, id).getString("status"), "ended"::equals);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !Events.of("stream.ended", id).isEmpty());
        assertThat(Events.of("stream.ended", id).getFirst().getString("reason")).isEqualTo("media_never_came");
    }
}
