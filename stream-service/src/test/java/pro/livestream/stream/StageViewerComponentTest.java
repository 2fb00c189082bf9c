package pro.livestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class StageViewerComponentTest {

    private static final String LOSE = """
            for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end
            return 1
            """;

    @Inject
    RedisDataSource redis;

    private StageTenant tenant = new StageTenant("unset");

    @BeforeEach
    void ready() {
        Api.awaitReady();
        tenant = StageTenant.fresh();
    }

    /** All that Redis holds of this tenant; others use the same Redis at the same time. */
    private void loseRedis() {
        redis.execute("EVAL", LOSE, "0", "*" + tenant.name() + "*");
    }

    private static <T> List<T> atOnce(int times, IntFunction<T> work) {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            return pool
                    .invokeAll(IntStream.range(0, times)
                            .mapToObj(n -> (Callable<T>) () -> work.apply(n))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_media_engine_can_check_a_token_by_itself() throws Exception {
        var answer = tenant.server()
                .body(Map.of("userId", "anna", "attributes", Map.of("seat", "A1")))
                .post("/api/token/viewer")
                .then()
                .statusCode(201)
                .body("capabilities", equalTo(List.of("SUBSCRIBE")))
                .extract()
                .jsonPath();
        var keys = new JsonWebKeySet(tenant.server().get("/api/token/jwks").asString());

        var claims = new JwtConsumerBuilder()
                .setExpectedIssuer("stream-service")
                .setExpectedAudience("stage")
                .setRequireExpirationTime()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .build()
                .processToClaims(answer.getString("token"));

        assertThat(claims.getStringClaimValue("stageArn")).isEqualTo(answer.getString("stageArn"));
        assertThat(claims.getStringClaimValue("participantId")).isEqualTo(answer.getString("participantId"));
        assertThat(claims.getStringClaimValue("userId")).isEqualTo("anna");
        assertThat(claims.getStringClaimValue("tenant")).isEqualTo(tenant.name());
        assertThat(claims.getStringListClaimValue("capabilities")).containsExactly("SUBSCRIBE");
        assertThat(claims.getClaimValue("attributes")).isEqualTo(Map.of("seat", "A1"));
        assertThat(Instant.ofEpochSecond(claims.getExpirationTime().getValue()))
                .isEqualTo(Instant.parse(answer.getString("expiresAt")))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_600));
        assertThat(keys.toJson()).doesNotContain("\"d\"");
    }

    @Test
    void two_hundred_at_once_never_overfill_a_stage() {
        var stages = atOnce(200, n -> tenant.placed("viewer-" + n));

        var byStage = stages.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(byStage.values()).allMatch(viewers -> viewers <= 48);
        assertThat(byStage).hasSize(5);
        assertThat(tenant.get("/api/stats").getInt("seatsTaken")).isEqualTo(200);
        assertThat(tenant.get("/api/stats/stages?limit=100").getList("items.seatsTaken", Integer.class))
                .allMatch(taken -> taken <= 48);
    }

    @Test
    void one_person_in_many_tabs_takes_one_seat() {
        var answers =
                atOnce(20, n -> tenant.viewer("anna").statusCode(201).extract().jsonPath());

        assertThat(answers.stream().map(answer -> answer.getString("stageArn")).distinct())
                .hasSize(1);
        assertThat(answers.stream()
                        .map(answer -> answer.getString("participantId"))
                        .distinct())
                .hasSize(1);
        assertThat(tenant.get("/api/stats").getInt("seatsTaken")).isEqualTo(1);
    }

    @Test
    void a_named_stage_that_is_full_is_refused() {
        String arn = tenant.make("Small talk");
        atOnce(48, n -> tenant.viewer("viewer-" + n, arn).statusCode(201));

        tenant.viewer("late", arn).statusCode(409).body("code", equalTo("STAGE_FULL"));
        tenant.viewer("viewer-7", arn).statusCode(201);
        tenant.viewerCall("rejoin", "late", arn).statusCode(201).body("stageArn", equalTo(tenant.master()));
        tenant.viewerCall("leave", "viewer-9", arn).statusCode(200);
        tenant.viewer("late-too", arn).statusCode(201);
    }

    @Test
    void counts_by_heartbeats_and_writes_one_record_when_it_leaves() {
        String arn = tenant.placed("anna");
        assertThat(tenant.viewerCounts()).containsEntry(arn, 0);
        tenant.server()
                .body(Map.of("userId", "anna", "stageArn", arn, "qoe", Map.of("bitrateKbps", 1_200)))
                .post("/api/viewer/heartbeat")
                .then()
                .statusCode(200)
                .body("viewerCount", equalTo(1))
                .body("nextHeartbeatS", equalTo(30));
        tenant.beat("anna", arn);

        assertThat(tenant.viewerCounts()).containsEntry(arn, 1);
        tenant.server()
                .get("/api/viewer/list/" + arn)
                .then()
                .body("items", hasSize(1))
                .body("items[0].userId", equalTo("anna"))
                .body("items[0].qoe.bitrateKbps", equalTo(1_200))
                .body("items[0].joinedAt", notNullValue());
        assertThat(tenant.get("/api/viewer/duration?userId=anna").getBoolean("watching"))
                .isTrue();
        var statuses =
                atOnce(5, n -> tenant.viewerCall("leave", "anna", arn).extract().statusCode());
        assertThat(statuses).containsExactlyInAnyOrder(200, 404, 404, 404, 404);
        tenant.server()
                .get("/api/viewer/history/anna")
                .then()
                .body("items", hasSize(1))
                .body("items[0].stageArn", equalTo(arn))
                .body("items[0].reason", equalTo("left"))
                .body("items[0].leftAt", notNullValue())
                .body("items[0].durationS", notNullValue());
        assertThat(tenant.viewerCounts()).containsEntry(arn, 0);
        tenant.viewerCall("heartbeat", "anna", arn).statusCode(404).body("code", equalTo("NOT_JOINED"));
        var stats = tenant.get("/api/viewer/stats/" + arn + "?days=7");
        assertThat(stats.getLong("views")).isEqualTo(1);
        assertThat(stats.getList("byDay")).hasSize(1);
    }

    @Test
    void strangers_are_told_that_they_have_not_joined() {
        String arn = tenant.master();

        tenant.viewerCall("heartbeat", "stranger", arn).statusCode(404).body("code", equalTo("NOT_JOINED"));
        tenant.viewerCall("leave", "stranger", arn).statusCode(404).body("code", equalTo("NOT_JOINED"));
    }

    @Test
    void who_leaves_without_a_heartbeat_never_watched() {
        String arn = tenant.placed("anna");

        tenant.viewerCall("leave", "anna", arn).statusCode(200).body("joinedAt", nullValue());

        assertThat(tenant.get("/api/viewer/history/anna").getList("items")).isEmpty();
        assertThat(tenant.get("/api/stats").getInt("seatsTaken")).isZero();
    }

    @Test
    void comes_back_to_the_same_stage() {
        tenant.master();
        String arn = tenant.make("Second");
        tenant.viewer("anna", arn).statusCode(201);
        tenant.beat("anna", arn);
        tenant.viewerCall("leave", "anna", arn).statusCode(200);

        tenant.server()
                .body(Map.of("userId", "anna"))
                .post("/api/viewer/rejoin")
                .then()
                .statusCode(201)
                .body("stageArn", equalTo(arn))
                .body("token", notNullValue());
        tenant.beat("anna", arn);
        assertThat(tenant.get("/api/viewer/history/anna").getList("items")).hasSize(2);
    }

    @Test
    void seats_survive_the_loss_of_redis() {
        String master = tenant.placed("viewer-0");
        atOnce(47, n -> tenant.placed("viewer-" + (n + 1)));
        for (int n = 0; n < 10; n++) {
            tenant.beat("viewer-" + n, master);
        }

        loseRedis();

        assertThat(tenant.viewerCounts()).containsEntry(master, 10);
        loseRedis();
        var placed = atOnce(30, n -> tenant.placed("late-" + n));
        assertThat(placed).doesNotContain(master);
        loseRedis();
        tenant.beat("viewer-3", master);
        tenant.beat("viewer-20", master);
        assertThat(tenant.viewerCounts()).containsEntry(master, 11);
        assertThat(tenant.get("/api/stats").getInt("seatsTaken")).isEqualTo(78);
        tenant.viewerCall("leave", "viewer-3", master).statusCode(200);
        assertThat(tenant.get("/api/viewer/history/viewer-3").getList("items")).hasSize(1);
    }

    @Test
    void losing_redis_while_many_come_never_overfills_a_stage() {
        var placed = new ArrayList<String>();
        for (int round = 0; round < 4; round++) {
            int base = round * 30;
            placed.addAll(atOnce(30, n -> {
                if (n == 15) {
                    loseRedis();
                }
                return tenant.placed("viewer-" + (base + n));
            }));
        }

        assertThat(placed).hasSize(120);
        assertThat(tenant.get("/api/stats/stages?limit=100").getList("items.seatsTaken", Integer.class))
                .allMatch(taken -> taken <= 48);
        assertThat(tenant.get("/api/stats").getInt("seatsTaken")).isEqualTo(120);
    }

    @Test
    void one_publisher_is_online_at_a_time() {
        var first = tenant.server()
                .body(Map.of("userId", "host"))
                .post("/api/token/publisher")
                .then();
        first.statusCode(201)
                .body("stageArn", equalTo(tenant.master()))
                .body("capabilities", equalTo(List.of("PUBLISH", "SUBSCRIBE")))
                .body("$", org.hamcrest.Matchers.hasKey("whipUrl"));
        tenant.server()
                .body(Map.of("userId", "rival"))
                .post("/api/token/publisher")
                .then()
                .statusCode(201);
        tenant.beat("host", tenant.master());

        tenant.viewerCall("heartbeat", "rival", tenant.master()).statusCode(409).body("code", equalTo("STAGE_FULL"));
        var publishers = tenant.get("/api/stats/publisher");
        assertThat(publishers.getInt("online")).isEqualTo(1);
        assertThat(publishers.getList("items.userId")).containsExactly("host", "rival");
        assertThat(publishers.getList("items.online")).containsExactly(true, false);
        tenant.viewerCall("leave", "host", tenant.master()).statusCode(200);
        tenant.beat("rival", tenant.master());
        assertThat(tenant.get("/api/stats").getInt("viewers")).isZero();
    }

    @Test
    void users_publish_only_while_they_are_live() {
        String host = Api.someone();
        tenant.user(host, "user")
                .body(Map.of())
                .post("/api/token/publisher")
                .then()
                .statusCode(403);
        tenant.user(host, "user")
                .body(Map.of("title", "On air"))
                .post("/api/streams")
                .then()
                .statusCode(201);

        tenant.user(host, "user")
                .body(Map.of())
                .post("/api/token/publisher")
                .then()
                .statusCode(201)
                .body("userId", equalTo(TestIdentity.userId(host).toString()));
    }

    @Test
    void viewers_are_counted_by_stream_too() {
        String host = Api.someone();
        String streamId = tenant.user(host, "user")
                .body(Map.of("title", "On air"))
                .post("/api/streams")
                .then()
                .statusCode(201)
                .extract()
                .path("stream_id");
        String arn = tenant.server()
                .body(Map.of("userId", "anna", "streamId", streamId))
                .post("/api/token/viewer")
                .then()
                .statusCode(201)
                .extract()
                .path("stageArn");
        tenant.beat("anna", arn);
        tenant.placed("bert");
        tenant.beat("bert", arn);

        tenant.server()
                .get("/api/stats/viewers")
                .then()
                .statusCode(200)
                .body("viewers", equalTo(2))
                .body("byStage[0].viewerCount", equalTo(2))
                .body("byStream", hasSize(1))
                .body("byStream[0].streamId", equalTo(streamId))
                .body("byStream[0].viewerCount", equalTo(1));
    }

    @Test
    void a_deleted_stage_puts_its_viewers_off() {
        tenant.master();
        String arn = tenant.make("Short");
        tenant.viewer("anna", arn).statusCode(201);
        tenant.beat("anna", arn);

        tenant.server().delete("/api/stage/" + arn).then().statusCode(204);

        tenant.viewerCall("heartbeat", "anna", arn).statusCode(404);
        assertThat(tenant.get("/api/viewer/history/anna").getString("items[0].reason"))
                .isEqualTo("stage_deleted");
        assertThat(tenant.placed("anna")).isEqualTo(tenant.master());
    }

    @Test
    void an_erased_account_leaves_no_name_on_what_it_watched() {
        String alice = TestIdentity.userId("alice").toString();
        String arn = tenant.placed(alice);
        tenant.beat(alice, arn);
        tenant.viewerCall("leave", alice, arn).statusCode(200);

        Events.erase(tenant.name(), alice);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenant.get("/api/viewer/history/" + alice)
                        .getList("items")
                        .isEmpty());
        assertThat(tenant.get("/api/viewer/stats/" + arn).getLong("views")).isEqualTo(1);
    }

    @Test
    void listeners_are_told_what_changes() {
        String master = tenant.master();
        try (var all = new StatsClient(tenant.key("stages:read"));
                var one = new StatsClient(TestIdentity.userToken("root", tenant.name(), "user", "admin"))) {
            assertThat(all.next().getInt("viewers")).isZero();
            one.next();
            var narrowed = one.say("{\"type\":\"subscribe\",\"stageArn\":\"" + master + "\"}");
            assertThat(narrowed.getString("type")).isEqualTo("stage");
            assertThat(narrowed.getInt("viewerCount")).isZero();

            tenant.placed("anna");
            tenant.beat("anna", master);

            await().atMost(Duration.ofSeconds(10)).until(() -> all.next().getInt("viewers"), n -> n == 1);
            await().atMost(Duration.ofSeconds(10)).until(() -> one.next().getInt("viewerCount"), n -> n == 1);
            assertThat(one.say("{\"type\":\"subscribe\",\"stageArn\":\"arn:nowhere\"}")
                            .getString("code"))
                    .isEqualTo("NOT_FOUND");
            assertThat(one.say("[]").getString("code")).isEqualTo("MALFORMED_FRAME");
            assertThat(one.say("{\"type\":\"dance\"}").getString("code")).isEqualTo("UNKNOWN_TYPE");
        }
        assertThat(StatsClient.refusal(TestIdentity.userToken("alice", tenant.name(), "user")))
                .isEqualTo(403);
        assertThat(StatsClient.refusal(TestIdentity.expiredToken("root"))).isEqualTo(401);
    }
}
