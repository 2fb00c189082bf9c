package pro.livestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class StageApiComponentTest {

    private static final String ARN = "arn:aws:ivs:[a-z0-9-]+:[0-9]{12}:stage/[A-Za-z0-9]{12}";
    private static final String NOWHERE = "arn:aws:ivs:us-east-1:000000000000:stage/AAAAAAAAAAAA";

    private StageTenant tenant = new StageTenant("unset");

    @BeforeEach
    void ready() {
        Api.awaitReady();
        tenant = StageTenant.fresh();
    }

    @Test
    void a_tenant_has_a_master_stage_from_the_first_look_on() {
        String master = tenant.master();

        assertThat(master).matches(ARN);
        tenant.server()
                .get("/api/stage/list")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].stageArn", equalTo(master))
                .body("items[0].isMaster", equalTo(true))
                .body("items[0].state", equalTo("open"))
                .body("items[0].viewerCount", equalTo(0))
                .body("items[0].createdAt", matchesPattern(".*\\.[0-9]{3}Z"))
                .body("nextCursor", nullValue());
        tenant.server().delete("/api/stage/" + master).then().statusCode(409).body("code", equalTo("STAGE_IS_MASTER"));
    }

    @Test
    void a_stage_is_found_by_its_arn_raw_and_encoded() {
        String arn = tenant.server()
                .body(Map.of("name", "Side stage", "tags", Map.of("colour", "red")))
                .post("/api/stage")
                .then()
                .statusCode(201)
                .body("name", equalTo("Side stage"))
                .body("tags.colour", equalTo("red"))
                .body("isMaster", equalTo(false))
                .extract()
                .path("stageArn");
        String encoded = URLEncoder.encode(arn, StandardCharsets.UTF_8);

        tenant.server().get("/api/stage/" + arn).then().statusCode(200).body("stageArn", equalTo(arn));
        tenant.server().get("/api/stage/" + encoded).then().statusCode(200).body("stageArn", equalTo(arn));
        tenant.server()
                .body(Map.of("name", "Renamed"))
                .put("/api/stage/" + encoded)
                .then()
                .statusCode(200)
                .body("name", equalTo("Renamed"))
                .body("tags.colour", equalTo("red"));
        tenant.server()
                .get("/api/viewer/list/" + encoded)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        tenant.server().delete("/api/stage/" + encoded).then().statusCode(204);
        tenant.server().get("/api/stage/" + arn).then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Events.of("stream.stages", arn).stream()
                        .map(event -> event.getString("action"))
                        .toList()
                        .equals(List.of("created", "deleted")));
        assertThat(Events.of("stream.stages", arn).getFirst().getString("tenant"))
                .isEqualTo(tenant.name());
        assertThat(tenant.get("/api/stats/decisions").getList("items.action")).containsExactly("deleted", "created");
    }

    @Test
    void unknown_stages_are_not_found_anywhere() {
        for (String path : List.of(
                "/api/stage/" + NOWHERE,
                "/api/stage/nonsense",
                "/api/viewer/list/" + NOWHERE,
                "/api/viewer/stats/" + NOWHERE,
                "/api/viewer/duration?userId=x&stageArn=" + NOWHERE)) {
            tenant.server().get(path).then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        }
        tenant.server()
                .body(Map.of("name", "x"))
                .put("/api/stage/" + NOWHERE)
                .then()
                .statusCode(404);
        tenant.server().delete("/api/stage/" + NOWHERE).then().statusCode(404);
        tenant.viewer("x", NOWHERE).statusCode(404);
        tenant.viewerCall("rejoin", "x", NOWHERE).statusCode(404);
        tenant.server()
                .body(Map.of("userId", "x", "streamId", UUID.randomUUID().toString()))
                .post("/api/token/viewer")
                .then()
                .statusCode(404);
    }

    @Test
    void bad_bodies_are_refused() {
        for (String path : List.of(
                "/api/stage",
                "/api/token/viewer",
                "/api/token/publisher",
                "/api/token/mediaserver",
                "/api/viewer/heartbeat",
                "/api/viewer/leave",
                "/api/viewer/rejoin")) {
            tenant.server()
                    .body("{\"userId\":")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("MALFORMED_REQUEST"));
            tenant.server().post(path).then().statusCode(400);
            tenant.server().body(Map.of()).post(path).then().statusCode(400).body("code", equalTo("VALIDATION_FAILED"));
        }
        tenant.server()
                .body(Map.of("userId", 7))
                .post("/api/token/viewer")
                .then()
                .statusCode(400)
                .body("details[0].field", equalTo("userId"));
        tenant.server()
                .body(Map.of("userId", "x".repeat(129)))
                .post("/api/token/viewer")
                .then()
                .statusCode(400);
        tenant.server()
                .body(Map.of("userId", "x", "streamId", "no-uuid"))
                .post("/api/token/viewer")
                .then()
                .statusCode(400)
                .body("details[0].field", equalTo("streamId"));
        tenant.server()
                .body(Map.of("userId", "x", "attributes", Map.of("k", "v".repeat(1_100))))
                .post("/api/token/viewer")
                .then()
                .statusCode(400)
                .body("details[0].field", equalTo("attributes"));
        tenant.server().body(Map.of("name", " ")).post("/api/stage").then().statusCode(400);
        tenant.server()
                .body(Map.of("name", "x", "tags", List.of("a")))
                .post("/api/stage")
                .then()
                .statusCode(400);
        tenant.server().get("/api/stage/list?limit=101").then().statusCode(400);
        tenant.server().get("/api/stage/list?cursor=nonsense").then().statusCode(400);
        tenant.server()
                .get("/api/viewer/stats/" + tenant.master() + "?days=0")
                .then()
                .statusCode(400);
    }

    @Test
    void the_same_key_makes_one_stage() {
        String key = UUID.randomUUID().toString();
        var body = Map.of("name", "Once");

        String first = tenant.server()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/stage")
                .path("stageArn");
        Response second =
                tenant.server().header("Idempotency-Key", key).body(body).post("/api/stage");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.jsonPath().getString("stageArn")).isEqualTo(first);
        tenant.server()
                .header("Idempotency-Key", key)
                .body(Map.of("name", "Twice"))
                .post("/api/stage")
                .then()
                .statusCode(422);
        assertThat(tenant.get("/api/stage/list").getList("items.name")).containsExactlyInAnyOrder("Once", "master");
    }

    @Test
    void lists_go_in_pages() {
        tenant.master();
        var names = List.of("a", "b", "c");
        names.forEach(tenant::make);

        var first = tenant.get("/api/stage/list?limit=3");
        var second = tenant.get("/api/stage/list?limit=3&cursor=" + first.getString("nextCursor"));

        assertThat(first.getList("items.name")).containsExactly("master", "a", "b");
        assertThat(second.getList("items.name")).containsExactly("c");
        assertThat(second.getString("nextCursor")).isNull();
        var load = tenant.get("/api/stats/stages?limit=3");
        assertThat(load.getList("items.name")).containsExactly("master", "a", "b");
        assertThat(tenant.get("/api/stats/stages?cursor=" + load.getString("nextCursor"))
                        .getList("items.name"))
                .containsExactly("c");
    }

    @Test
    void servers_need_scopes_and_users_act_for_themselves() {
        String master = tenant.master();
        String alice = TestIdentity.userId("alice").toString();

        tenant.with(tenant.key("stages:read")).get("/api/stage/list").then().statusCode(200);
        tenant.with(tenant.key("stages:read"))
                .body(Map.of("name", "x"))
                .post("/api/stage")
                .then()
                .statusCode(403);
        tenant.with(tenant.key("stages:write"))
                .body(Map.of("userId", "x"))
                .post("/api/token/viewer")
                .then()
                .statusCode(403);
        tenant.with(tenant.key("tokens:write"))
                .body(Map.of("userId", "x"))
                .post("/api/token/viewer")
                .then()
                .statusCode(201);
        tenant.user("alice", "user").get("/api/stage/list").then().statusCode(403);
        tenant.user("alice", "user").get("/api/stats").then().statusCode(403);
        tenant.user("root", "user", "admin").get("/api/stage/list").then().statusCode(200);
        tenant.user("root", "user", "admin").get("/api/stats/decisions").then().statusCode(200);
        tenant.user("alice", "user")
                .body(Map.of("userId", "bob"))
                .post("/api/token/viewer")
                .then()
                .statusCode(403);
        tenant.user("alice", "user")
                .body(Map.of("userId", alice))
                .post("/api/token/viewer")
                .then()
                .statusCode(201)
                .body("stageArn", equalTo(master));
        tenant.user("alice", "user")
                .body(Map.of("stageArn", master))
                .post("/api/viewer/heartbeat")
                .then()
                .statusCode(200)
                .body("userId", equalTo(alice));
        tenant.user("alice", "user")
                .get("/api/viewer/history/" + alice)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        tenant.user("bob", "user").get("/api/viewer/history/" + alice).then().statusCode(403);
        io.restassured.RestAssured.given().get("/api/stage/list").then().statusCode(401);
    }

    @Test
    void media_servers_get_tokens_by_the_internal_scope_only() {
        var body = Map.of("stageArn", tenant.master());

        tenant.with(tenant.key("internal"))
                .body(body)
                .post("/api/token/mediaserver")
                .then()
                .statusCode(201)
                .body("capabilities", equalTo(List.of("PUBLISH", "SUBSCRIBE")));
        tenant.with(TestIdentity.serviceToken("archive-service", tenant.name()))
                .body(body)
                .post("/api/token/mediaserver")
                .then()
                .statusCode(201);
        tenant.with(tenant.key("tokens:write"))
                .body(body)
                .post("/api/token/mediaserver")
                .then()
                .statusCode(403);
        tenant.user("root", "user", "admin")
                .body(body)
                .post("/api/token/mediaserver")
                .then()
                .statusCode(403);
    }

    @Test
    void nothing_crosses_between_tenants() {
        var other = StageTenant.fresh();
        String arn = tenant.make("Ours");
        tenant.viewer("anna", arn).statusCode(201);
        tenant.beat("anna", arn);

        other.server().get("/api/stage/" + arn).then().statusCode(404);
        other.server().delete("/api/stage/" + arn).then().statusCode(404);
        other.viewer("anna", arn).statusCode(404);
        other.viewerCall("heartbeat", "anna", arn).statusCode(404);
        other.viewerCall("leave", "anna", arn).statusCode(404);
        assertThat(other.get("/api/viewer/history/anna").getList("items")).isEmpty();
        assertThat(other.get("/api/stats").getInt("viewers")).isZero();
        assertThat(other.get("/api/stats/decisions").getList("items.stageArn")).doesNotContain(arn);
        assertThat(tenant.get("/api/stats").getInt("viewers")).isEqualTo(1);
    }

    @Test
    void the_interface_is_documented_as_it_is() {
        var document = tenant.get("/q/openapi?format=json");

        assertThat(document.getMap("paths"))
                .containsKeys(
                        "/api/stage",
                        "/api/stage/list",
                        "/api/stage/{stageArn}",
                        "/api/token/viewer",
                        "/api/viewer/history/{userId}",
                        "/api/stats/decisions");
        assertThat(document.getMap("paths.'/api/stage'.post.responses"))
                .containsKey("201")
                .doesNotContainKey("200");
        assertThat(document.getString("paths.'/api/stage'.post.requestBody.content.'application/json'.schema.'$ref'"))
                .endsWith("/StageDraft");
        assertThat(document.getMap("components.schemas.StageView.properties"))
                .containsOnlyKeys("stageArn", "name", "tags", "isMaster", "state", "viewerCount", "createdAt");
        assertThat(document.getMap("components.schemas.TokenView.properties"))
                .containsKeys("participantId", "expiresAt");
    }
}
