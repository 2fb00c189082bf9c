package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ChatMessageEdited;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.ReactionSent;
import pro.livestream.contracts.event.TipRefunded;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.local.testing.TestIdentity;

/** What happens on a stream, as its broadcaster reads it afterwards. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class ActivityComponentTest {

    private static final String TENANT = "localhost";
    private static final UUID BOB = TestIdentity.userId("bob");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private JsonPath stats(String id) {
        return Api.as(alice)
                .get("/api/streams/" + id + "/stats")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath timeline(String id, String query) {
        return Api.as(alice)
                .get("/api/streams/" + id + "/timeline" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void say(UUID stream, int offset) {
        Events.send(new ChatMessagePosted(
                TENANT,
                stream,
                BOB,
                "bob",
                "hello",
                Instant.now(),
                UUID.randomUUID(),
                "message",
                "1",
                offset,
                null,
                null,
                null,
                null,
                offset));
    }

    private static void heartbeat(String viewer, String id, int rebufferMs) {
        given().auth()
                .oauth2(TestIdentity.anonymousToken(viewer))
                .contentType(ContentType.JSON)
                .body(Map.of("qoe", Map.of("rebuffer_ms", rebufferMs)))
                .post("/api/streams/" + id + "/heartbeat")
                .then()
                .statusCode(200);
    }

    @Test
    void messages_reactions_and_time_watched_are_added_up_in_all_and_by_the_minute() {
        // given
        String id = Api.goLive(alice).getString("stream_id");
        var stream = UUID.fromString(id);

        // when
        for (int n = 1; n <= 3; n++) {
            say(stream, n);
        }
        Events.send(new ChatMessageEdited(TENANT, stream, BOB, UUID.randomUUID(), "changed", Instant.now(), "1", 4, 2));
        Events.send(new ReactionSent(TENANT, stream, UUID.randomUUID(), BOB, 1, "heart", Instant.now()));
        heartbeat("viewer-1", id, 4_000);
        heartbeat("viewer-2", id, 0);

        // then
        await().atMost(PATIENCE).untilAsserted(() -> {
            var known = stats(id);
            assertThat(known.getInt("messages")).isEqualTo(3);
            assertThat(known.getInt("reactions")).isEqualTo(1);
            assertThat(known.getInt("watch_time_s")).isGreaterThanOrEqualTo(2);
            assertThat(known.<Object>get("rebuffer_ratio")).isNotNull();
        });
        var known = stats(id);
        assertThat(known.getDouble("rebuffer_ratio")).isEqualTo(0.1);

        // and
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
        var timeline = timeline(id, "?step=60");
        assertThat(timeline.getString("stream_id")).isEqualTo(id);
        assertThat(timeline.getInt("step_s")).isEqualTo(60);
        assertThat(timeline.getList("items.messages", Integer.class).stream()
                        .mapToInt(n -> n)
                        .sum())
                .isEqualTo(3);
        assertThat(timeline.getList("items.viewers", Integer.class)).contains(2);
        assertThat(timeline(id, "?step=3600").getList("items")).hasSizeBetween(1, 2);
        assertThat(stats(id).getInt("messages")).isEqualTo(3);
    }

    /** Messages are not looked at here: where chat runs beside, it makes a super chat of each tip. */
    @Test
    void tips_and_refunds_are_added_up_by_their_currencies() {
        String id = Api.goLive(alice).getString("stream_id");
        var stream = UUID.fromString(id);
        var owner = TestIdentity.userId(alice);
        var tip = UUID.randomUUID();

        Events.send(new TipSucceeded(TENANT, tip, stream, BOB, owner, 500, "EUR", 25, "bob", null, Instant.now(), 2));
        Events.send(new TipSucceeded(
                TENANT, UUID.randomUUID(), stream, BOB, owner, 900, "JPY", 45, "bob", null, Instant.now(), 2));
        Events.send(new TipRefunded(TENANT, tip, stream, BOB, owner, 200, "EUR", null, Instant.now(), 3));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stats(id).<Map<String, Object>>getList("tips"))
                        .containsExactly(
                                Map.of("currency", "EUR", "count", 1, "amount", 500, "refunded", 200),
                                Map.of("currency", "JPY", "count", 1, "amount", 900, "refunded", 0)));
        assertThat(timeline(id, "?step=60").getList("items.tips.flatten().amount", Integer.class))
                .containsExactlyInAnyOrder(500, 900);
    }

    @Test
    void only_broadcaster_and_moderators_read_it_and_nonsense_is_refused() {
        String id = Api.goLive(alice).getString("stream_id");
        String path = "/api/streams/" + id + "/timeline";

        assertThat(timeline(id, "").getList("items")).hasSizeBetween(1, 2);
        Api.as(Api.someone()).get(path).then().statusCode(403);
        given().get(path).then().statusCode(401);
        Api.as(alice)
                .get("/api/streams/" + UUID.randomUUID() + "/timeline")
                .then()
                .statusCode(404);
        for (String step : List.of("0", "61", "-60", "86460", "soon")) {
            Api.as(alice).get(path + "?step=" + step).then().statusCode(400).body("details[0].field", equalTo("step"));
        }
    }
}
