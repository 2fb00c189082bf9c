package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class ScheduleComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    TenantDatabase database;

    @Inject
    EventSender sender;

    private final String alice = Api.someone();
    private final String bob = Api.someone();
    private final Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void a_plan_has_a_stream_that_can_be_started_and_is_told() {
        var plan = plan(alice, Map.of("recurrence", "FREQ=WEEKLY", "time_zone", "Europe/Berlin", "duration_min", 90));
        String id = plan.getString("schedule_id");
        String stream = plan.getString("stream_id");

        assertThat(plan.getString("status")).isEqualTo("scheduled");
        assertThat(plan.getString("next_at")).isEqualTo(plan.getString("starts_at"));
        assertThat(plan.getString("broadcaster.username")).isEqualTo(alice);
        given().auth()
                .oauth2(TestIdentity.anonymousToken("viewer-1"))
                .get("/api/streams?status=scheduled&user_id=" + TestIdentity.userId(alice))
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].stream_id", equalTo(stream))
                .body("items[0].scheduled_at", equalTo(plan.getString("starts_at")))
                .body("items[0].title", equalTo("Evening jam"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(id)).hasSize(1));
        assertThat(events(id).getFirst().getString("event_type")).isEqualTo("stream.scheduled");
        assertThat(events(id).getFirst().getString("state")).isEqualTo("scheduled");
        assertThat(events(id).getFirst().getString("recurrence")).isEqualTo("FREQ=WEEKLY");
        assertThat(events(id).getFirst().getString("visibility")).isEqualTo("public");
        assertThat(events(id).getFirst().getLong("version")).isEqualTo(1);

        Api.as(alice)
                .post("/api/streams/" + stream + "/start")
                .then()
                .statusCode(200)
                .body("status", equalTo("live"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(id).getString("stream_id")).isNotEqualTo(stream));
        var next = get(id);
        assertThat(Instant.parse(next.getString("next_at")))
                .isBetween(tomorrow.plus(Duration.ofHours(167)), tomorrow.plus(Duration.ofHours(169)));
        assertThat(next.getString("starts_at")).isEqualTo(plan.getString("starts_at"));
        Api.as(alice)
                .get("/api/streams/" + next.getString("stream_id"))
                .then()
                .body("status", equalTo("scheduled"))
                .body("scheduled_at", equalTo(next.getString("next_at")));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(id)).hasSize(2));
        assertThat(events(id).getLast().getString("next_at")).isEqualTo(next.getString("next_at"));
        assertThat(events(id).getLast().getLong("version")).isEqualTo(2);
    }

    @Test
    void a_plan_that_took_place_once_is_over() {
        var plan = plan(alice, Map.of());
        String id = plan.getString("schedule_id");

        Api.as(alice)
                .post("/api/streams/" + plan.getString("stream_id") + "/start")
                .then()
                .statusCode(200);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(id).getString("status")).isEqualTo("ended"));
        assertThat(get(id).getString("next_at")).isNull();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(id)).hasSize(2));
        assertThat(events(id).getLast().getString("state")).isEqualTo("scheduled");
        assertThat(events(id).getLast().getString("next_at")).isNull();
        Api.as(alice)
                .body(Map.of("title", "Too late"))
                .patch("/api/schedules/" + id)
                .then()
                .statusCode(409)
                .body("code", equalTo("SCHEDULE_OVER"));
    }

    @Test
    void a_change_moves_the_stream_and_is_told() {
        var plan = plan(alice, Map.of());
        String id = plan.getString("schedule_id");
        var later = tomorrow.plus(2, ChronoUnit.HOURS);

        Api.as(alice)
                .body(Map.of("title", "Late jam", "starts_at", later.toString(), "duration_min", 30))
                .patch("/api/schedules/" + id)
                .then()
                .statusCode(200)
                .body("title", equalTo("Late jam"))
                .body("duration_min", equalTo(30))
                .body("stream_id", equalTo(plan.getString("stream_id")));

        var stream = Api.stream(alice, plan.getString("stream_id"));
        assertThat(Instant.parse(stream.getString("scheduled_at"))).isEqualTo(later);
        assertThat(stream.getString("title")).isEqualTo("Late jam");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(id)).hasSize(2));
        assertThat(Instant.parse(events(id).getLast().getString("starts_at"))).isEqualTo(later);
    }

    @Test
    void a_cancelled_plan_takes_its_stream_along() {
        var plan = plan(alice, Map.of());
        String id = plan.getString("schedule_id");

        Api.as(alice).delete("/api/schedules/" + id).then().statusCode(204);
        Api.as(alice).delete("/api/schedules/" + id).then().statusCode(204);

        Api.as(bob).get("/api/schedules/" + id).then().statusCode(200).body("status", equalTo("cancelled"));
        Api.as(alice)
                .post("/api/streams/" + plan.getString("stream_id") + "/start")
                .then()
                .statusCode(409);
        Api.as(alice)
                .get("/api/streams?status=scheduled&user_id=" + TestIdentity.userId(alice))
                .then()
                .body("items", hasSize(0));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(id)).hasSize(2));
        assertThat(events(id).getLast().getString("event_type")).isEqualTo("stream.schedule_cancelled");
        assertThat(events(id).getLast().getString("state")).isEqualTo("cancelled");
    }

    @Test
    void only_the_owner_changes_a_plan() {
        String id = plan(alice, Map.of()).getString("schedule_id");

        Api.as(bob)
                .body(Map.of("title", "Mine"))
                .patch("/api/schedules/" + id)
                .then()
                .statusCode(403);
        Api.as(bob).delete("/api/schedules/" + id).then().statusCode(403);
        given().auth()
                .oauth2(TestIdentity.anonymousToken("viewer-1"))
                .delete("/api/schedules/" + id)
                .then()
                .statusCode(401);
        Api.as(alice).delete("/api/schedules/" + UUID.randomUUID()).then().statusCode(404);
        Api.as(alice).get("/api/schedules/nonsense").then().statusCode(404);
        assertThat(get(id).getString("title")).isEqualTo("Evening jam");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "starts_at|next week|starts_at",
                "starts_at|2020-01-01T00:00:00Z|starts_at",
                "recurrence|FREQ=SOMETIMES|recurrence",
                "time_zone|Mars/Olympus|time_zone",
                "visibility|secret|visibility"
            })
    void bad_input_is_named_and_nothing_is_left_of_it(String field, String value, String at) {
        var body = body(Map.of(field, value));

        var answer = Api.as(alice).body(body).post("/api/schedules");

        answer.then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("details[0].field", equalTo(at))
                .body("request_id", notNullValue());
        mine().then().body("items", hasSize(0));
        Api.as(alice)
                .get("/api/streams?status=scheduled&user_id=" + TestIdentity.userId(alice))
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void the_wrong_type_of_a_field_is_named() {
        Api.as(alice)
                .body("{\"title\": \"x\", \"starts_at\": 5, \"duration_min\": \"an hour\"}")
                .post("/api/schedules")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("details[0].field", equalTo("starts_at"));
        Api.as(alice).post("/api/schedules").then().statusCode(400);
    }

    @Test
    void the_same_key_makes_one_plan() {
        var body = body(Map.of());
        var first = Api.as(alice).header("Idempotency-Key", "k1").body(body).post("/api/schedules");
        var again = Api.as(alice).header("Idempotency-Key", "k1").body(body).post("/api/schedules");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.jsonPath().getString("schedule_id"))
                .isEqualTo(first.jsonPath().getString("schedule_id"));
        Api.as(alice)
                .header("Idempotency-Key", "k1")
                .body(body(Map.of("title", "Other")))
                .post("/api/schedules")
                .then()
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        mine().then().body("items", hasSize(1));
    }

    @Test
    void lists_come_soonest_first_in_pages_without_what_is_not_for_the_reader() {
        var last = plan(
                alice, Map.of("starts_at", tomorrow.plus(3, ChronoUnit.DAYS).toString()));
        var first = plan(alice, Map.of());
        var second = plan(
                alice, Map.of("starts_at", tomorrow.plus(1, ChronoUnit.DAYS).toString()));
        var hidden = plan(alice, Map.of("visibility", "unlisted"));
        var path = "/api/schedules?limit=2&user_id=" + TestIdentity.userId(alice);

        var page = Api.as(bob).get(path).then().statusCode(200).extract().jsonPath();
        var rest = Api.as(bob)
                .get(path + "&cursor=" + page.getString("next_cursor"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(page.getList("items.schedule_id", String.class))
                .containsExactly(first.getString("schedule_id"), second.getString("schedule_id"));
        assertThat(rest.getList("items.schedule_id", String.class)).containsExactly(last.getString("schedule_id"));
        assertThat(rest.getString("next_cursor")).isNull();
        mine().then().body("items.schedule_id", hasItem(hidden.getString("schedule_id")));
        Api.as(bob).get("/api/schedules?user_id=nobody").then().statusCode(400);
        Api.as(bob).get("/api/schedules?status=maybe").then().statusCode(400);
        Api.as(bob).get("/api/schedules?cursor=zzz").then().statusCode(400);
        given().auth()
                .oauth2(TestIdentity.anonymousToken("viewer-1"))
                .get(path)
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(TestIdentity.userToken(bob, TestIdentity.OTHER_TENANT))
                .get(path)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void what_was_missed_moves_on_or_is_over() {
        var weekly = plan(alice, Map.of("recurrence", "FREQ=WEEKLY"));
        var once = plan(alice, Map.of());

        var late = Tuple.of(
                UUID.fromString(weekly.getString("schedule_id")), UUID.fromString(once.getString("schedule_id")));
        var _ = database.inTransaction(
                        new Tenant(TestIdentity.TENANT),
                        tx -> tx.preparedQuery("update schedules set due_at = now() where schedule_id in ($1, $2)")
                                .execute(late))
                .await()
                .atMost(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(once.getString("schedule_id")).getString("status"))
                                .isEqualTo("ended"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Instant.parse(
                                get(weekly.getString("schedule_id")).getString("next_at")))
                        .isEqualTo(tomorrow.plus(7, ChronoUnit.DAYS)));
        assertThat(get(weekly.getString("schedule_id")).getString("stream_id"))
                .isEqualTo(weekly.getString("stream_id"));
        assertThat(Api.stream(alice, once.getString("stream_id")).getString("status"))
                .isEqualTo("cancelled");
    }

    @Test
    void deleting_the_only_stream_gives_the_plan_up() {
        var plan = plan(alice, Map.of());

        Api.as(alice)
                .delete("/api/streams/" + plan.getString("stream_id"))
                .then()
                .statusCode(204);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(plan.getString("schedule_id")).getString("status"))
                                .isEqualTo("cancelled"));
    }

    @Test
    void plans_end_with_the_account() {
        var plan = plan(alice, Map.of("recurrence", "FREQ=DAILY"));
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        headers.add(CloudEventHeaders.TENANT, TestIdentity.TENANT.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        var tombstone = new org.apache.kafka.clients.producer.ProducerRecord<String, byte[]>(
                "users.profile", null, TestIdentity.userId(alice).toString(), null, headers);
        sender.send(tombstone).await().atMost(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(plan.getString("schedule_id")).getString("status"))
                                .isEqualTo("cancelled"));
    }

    @Test
    void one_user_plans_only_so_much() {
        for (var n = 0; n < 5; n++) {
            var _ = plan(alice, Map.of("title", "Plan " + n));
        }

        Api.as(alice)
                .body(body(Map.of()))
                .post("/api/schedules")
                .then()
                .statusCode(409)
                .body("code", equalTo("TOO_MANY_SCHEDULES"));
        Api.as(bob).body(body(Map.of())).post("/api/schedules").then().statusCode(201);
    }

    private static List<JsonPath> events(String scheduleId) {
        return Events.of("stream.scheduled", scheduleId);
    }

    private Response mine() {
        return Api.as(alice).get("/api/schedules?user_id=" + TestIdentity.userId(alice));
    }

    private static JsonPath get(String scheduleId) {
        return Api.as("reader")
                .get("/api/schedules/" + scheduleId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath plan(String username, Map<String, Object> more) {
        return Api.as(username)
                .body(body(more))
                .post("/api/schedules")
                .then()
                .statusCode(201)
                .body("schedule_id", notNullValue())
                .body("error", nullValue())
                .body("title", not(nullValue()))
                .extract()
                .jsonPath();
    }

    private Map<String, Object> body(Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("title", "Evening jam", "starts_at", tomorrow.toString()));
        body.putAll(more);
        return body;
    }
}
