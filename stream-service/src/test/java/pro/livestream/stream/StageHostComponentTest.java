package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Stages that are at AWS IVS: of two viewers, three at most. */
@QuarkusTest
@TestProfile(IvsProfile.class)
class StageHostComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ConfigProperty(name = "livestream.media.aws-ivs.endpoint")
    String ivs = "unset";

    @Inject
    TenantDatabase database;

    private StageTenant tenant = new StageTenant("unset");

    @BeforeEach
    void ready() {
        Api.awaitReady();
        tenant = StageTenant.fresh();
    }

    @AfterEach
    void asItShouldBe() {
        ask("set", Map.of());
    }

    private JsonPath ask(String what, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(ivs + "/test/" + what)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** This tenant's stages at the media server. */
    private List<String> there() {
        return ask("stages", Map.of())
                .getList("findAll { it.tags.tenant == '" + tenant.name() + "' }.arn", String.class);
    }

    @Test
    void the_master_and_all_others_are_stages_there() {
        String master = tenant.master();
        String side = tenant.make("side");

        assertThat(there()).containsExactlyInAnyOrder(master, side);

        tenant.server().delete("/api/stage/" + side).then().statusCode(204);
        await().atMost(PATIENCE).until(() -> there().equals(List.of(master)));
        tenant.server().get("/api/stage/" + side).then().statusCode(404);
    }

    @Test
    void participants_get_tokens_of_the_media_server_and_are_put_off_when_they_leave() {
        String master = tenant.master();

        tenant.server()
                .body(Map.of("userId", "host", "attributes", Map.of("displayName", "Ann")))
                .post("/api/token/publisher")
                .then()
                .statusCode(201)
                .body("token", equalTo("opaque"))
                .body("stageArn", equalTo(master))
                .body("whipUrl", startsWith("https://AbCdEf"))
                .body("capabilities", equalTo(List.of("PUBLISH", "SUBSCRIBE")));
        String participant = tenant.viewer("u-1")
                .statusCode(201)
                .body("token", equalTo("opaque"))
                .body("capabilities", equalTo(List.of("SUBSCRIBE")))
                .body("whipUrl", nullValue())
                .extract()
                .path("participantId");
        tenant.beat("u-1", master);
        assertThat(tenant.get("/api/viewer/list/" + master).getString("items[0].participantId"))
                .isEqualTo(participant);
        tenant.viewerCall("leave", "u-1", master).statusCode(200);

        var asked = ask("calls", Map.of("operation", "CreateParticipantToken"));
        assertThat(asked.getList("findAll { it.stageArn == '" + master + "' }.userId", String.class))
                .containsExactly("host", "u-1");
        await().atMost(PATIENCE).until(() -> putOff(master).equals(List.of(participant)));
    }

    @Test
    void who_goes_silent_is_put_off_there_unless_back_in_time() {
        String master = tenant.master();
        String silent = tenant.viewer("silent").statusCode(201).extract().path("participantId");
        tenant.beat("silent", master);
        String late = tenant.viewer("late").statusCode(201).extract().path("participantId");

        await().atMost(PATIENCE).until(() -> waits(silent) && waits(late));
        tenant.viewer("late").statusCode(201);

        await().atMost(PATIENCE).until(() -> !waits(silent) && !waits(late));
        assertThat(putOff(master)).contains(silent).doesNotContain(late);
    }

    private boolean waits(String participantId) {
        return inTenant("select count(*)::int from put_offs where participant_id = $1", Tuple.of(participantId)) == 1;
    }

    private List<String> putOff(String stageArn) {
        return ask("calls", Map.of("operation", "DisconnectParticipant"))
                .getList("findAll { it.stageArn == '" + stageArn + "' }.participantId", String.class);
    }

    @Test
    void a_crowd_gets_as_many_stages_there_as_it_needs_and_no_more() throws InterruptedException, ExecutionException {
        var asking = new ArrayList<Callable<Integer>>();
        for (int n = 0; n < 10; n++) {
            String userId = "viewer-" + n;
            asking.add(() -> tenant.viewer(userId).extract().statusCode());
        }
        var statuses = new ArrayList<Integer>();
        try (var crowd = Executors.newFixedThreadPool(10)) {
            for (var answer : crowd.invokeAll(asking)) {
                statuses.add(answer.get());
            }
        }

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(6);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(4);
        assertThat(tenant.viewerCounts()).hasSize(3);
        assertThat(there())
                .containsExactlyInAnyOrderElementsOf(tenant.viewerCounts().keySet());
    }

    @Test
    void a_creation_that_fails_there_leaves_nothing_anywhere() {
        tenant.master();
        ask("set", Map.of("stagesMax", 0));
        refused();

        ask("set", Map.of("answersAreLost", true));
        refused();
        ask("set", Map.of());

        await().atMost(PATIENCE).until(() -> there().size() == 1 && orders() == 0);
        assertThat(tenant.viewerCounts()).hasSize(1);
    }

    private void refused() {
        tenant.server()
                .body(Map.of("name", "side"))
                .post("/api/stage")
                .then()
                .statusCode(503)
                .body("code", equalTo("UPSTREAM_UNAVAILABLE"));
    }

    @Test
    void a_repeated_request_makes_one_stage() {
        tenant.master();
        String first = makeWithKey("k-1");

        assertThat(makeWithKey("k-1")).isEqualTo(first);

        await().atMost(PATIENCE).until(() -> there().size() == 2 && orders() == 0);
    }

    private String makeWithKey(String key) {
        return tenant.server()
                .header("Idempotency-Key", key)
                .body(Map.of("name", "side"))
                .post("/api/stage")
                .then()
                .statusCode(201)
                .extract()
                .path("stageArn");
    }

    @Test
    void what_a_crash_left_half_made_is_found_by_its_name_and_removed() {
        tenant.master();
        var order = UUID.randomUUID();
        ask("make", Map.of("name", order.toString(), "tags", Map.of("tenant", tenant.name())));
        inTenant(
                "insert into stage_orders (order_id, provider, created_at) values ($1, 'aws-ivs', $2)",
                Tuple.of(order, OffsetDateTime.now(ZoneOffset.UTC)));
        assertThat(there()).hasSize(2);

        await().atMost(PATIENCE).until(() -> there().size() == 1 && orders() == 0);
    }

    @Test
    void a_stage_that_somebody_deleted_there_ends_with_its_stays() {
        tenant.master();
        String side = tenant.make("side");
        tenant.viewer("u-1", side).statusCode(201);
        tenant.beat("u-1", side);

        ask("remove", Map.of("arn", side));

        await().atMost(PATIENCE)
                .until(() -> tenant.server().get("/api/stage/" + side).statusCode(), status -> status == 404);
        var stay = tenant.get("/api/viewer/history/u-1");
        assertThat(stay.getString("items[0].reason")).isEqualTo("stage_deleted");
        assertThat(tenant.get("/api/stats/decisions").getString("items[0].reason"))
                .isEqualTo("the media server does not have it any longer");
    }

    private int orders() {
        return inTenant("select count(*)::int from stage_orders", Tuple.tuple());
    }

    private int inTenant(String sql, Tuple values) {
        return database.inTransaction(
                        new Tenant(tenant.name()),
                        tx -> tx.preparedQuery(sql)
                                .execute(values)
                                .map(rows -> rows.iterator().hasNext()
                                        ? rows.iterator().next().getInteger(0)
                                        : 0))
                .await()
                .atMost(PATIENCE);
    }
}
