package pro.livestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stages of two viewers, two stages at most, and seats that are soon given back. */
@QuarkusTest
@TestProfile(StageExpiryComponentTest.SmallStages.class)
class StageExpiryComponentTest {

    private static final String CONFIGURED = "arn:aws:ivs:eu-west-1:123456789012:stage/MasterStage1";

    public static final class SmallStages implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(new RealPartsProfile().getConfigOverrides());
            settings.putAll(Map.of(
                    "livestream.stages.max", "2",
                    "livestream.seats.participants-max", "4",
                    "livestream.seats.reservation", "5S",
                    "livestream.seats.kept-for", "5S",
                    "livestream.seats.counts-for", "3S",
                    "livestream.seats.sweep-every", "1s",
                    "livestream.scaling.every", "1s",
                    "livestream.scaling.create-at", "2"));
            settings.putAll(Map.of(
                    "livestream.scaling.drain-at", "1",
                    "livestream.scaling.headroom", "1",
                    "livestream.scaling.warm-up", "1S",
                    "livestream.stages.master-stage-arn", CONFIGURED,
                    "livestream.stage-stats.snapshot-every", "1S",
                    "livestream.stage-stats.snapshot-check-every", "1s"));
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return new RealPartsProfile().testResources();
        }
    }

    private StageTenant tenant = new StageTenant("unset");

    @BeforeEach
    void ready() {
        Api.awaitReady();
        tenant = StageTenant.fresh();
    }

    @Test
    void at_the_limit_of_stages_there_is_no_room_until_a_seat_is_given_back() {
        for (int n = 0; n < 4; n++) {
            tenant.placed("viewer-" + n);
        }

        tenant.viewer("late").statusCode(409).body("code", equalTo("STAGE_FULL"));
        tenant.server()
                .body(Map.of("name", "third"))
                .post("/api/stage")
                .then()
                .statusCode(409)
                .body("code", equalTo("STAGE_LIMIT_REACHED"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenant.viewer("late").extract().statusCode(), status -> status == 201);
        assertThat(tenant.get("/api/viewer/history/viewer-0").getList("items")).isEmpty();
    }

    @Test
    void the_default_tenants_master_is_the_configured_one() {
        assertThat(new StageTenant("localhost").master()).isEqualTo(CONFIGURED);
        assertThat(tenant.master()).isNotEqualTo(CONFIGURED);
    }

    @Test
    void who_falls_silent_has_left_by_timeout() {
        String arn = tenant.placed("anna");
        tenant.beat("anna", arn);
        assertThat(tenant.viewerCounts()).containsEntry(arn, 1);

        await().atMost(Duration.ofSeconds(10)).until(() -> tenant.viewerCounts().get(arn), n -> n == 0);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenant.get("/api/viewer/history/anna").getString("items[0].reason"), "timeout"::equals);
        assertThat(tenant.get("/api/viewer/history/anna").getLong("items[0].durationS"))
                .isZero();
        tenant.viewerCall("heartbeat", "anna", arn).statusCode(404).body("code", equalTo("NOT_JOINED"));
        tenant.viewerCall("leave", "anna", arn).statusCode(404);
        assertThat(tenant.get("/api/viewer/history/anna").getList("items")).hasSize(1);
    }

    @Test
    void stages_come_and_go_with_the_viewers() {
        String master = tenant.placed("anna");
        tenant.placed("bert");

        await().atMost(Duration.ofSeconds(15)).until(() -> {
            tenant.beat("anna", master);
            tenant.beat("bert", master);
            return tenant.viewerCounts().size() == 2;
        });
        String made = tenant.viewerCounts().keySet().stream()
                .filter(arn -> !arn.equals(master))
                .findFirst()
                .orElseThrow();
        tenant.viewerCall("leave", "bert", master).statusCode(200);
        tenant.viewerCall("leave", "anna", master).statusCode(200);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> tenant.viewerCounts().keySet().equals(java.util.Set.of(master)));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Events.of("stream.stages", made).stream()
                        .map(event -> event.getString("action"))
                        .toList()
                        .equals(List.of("created", "drained", "deleted")));
        assertThat(tenant.get("/api/stats/decisions").getList("items.action"))
                .containsExactly("deleted", "drained", "created", "created");
        assertThat(tenant.get("/api/stats/decisions").getList("items.reason", String.class))
                .allMatch(reason -> !reason.isBlank());
        assertThat(tenant.server().get("/q/metrics").asString())
                .contains("livestream_stage_decisions_total{action=\"drained\",tenant=\"" + tenant.name() + "\"}");
    }

    @Test
    void a_draining_stage_takes_nobody_new() {
        String master = tenant.master();
        String second = tenant.make("second");
        tenant.viewer("anna", second).statusCode(201);
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            tenant.beat("anna", second);
                            return tenant.get("/api/stage/" + second).getString("state");
                        },
                        "draining"::equals);

        tenant.viewer("late", second).statusCode(409).body("code", equalTo("STAGE_DRAINING"));
        tenant.viewer("anna", second).statusCode(201);
        assertThat(tenant.placed("late")).isEqualTo(master);
        tenant.beat("anna", second);
        tenant.viewerCall("leave", "anna", second).statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenant.server().get("/api/stage/" + second).statusCode(), status -> status == 404);
    }

    @Test
    void the_peak_of_a_day_comes_from_snapshots() {
        String arn = tenant.placed("anna");

        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            tenant.beat("anna", arn);
                            return tenant.get("/api/viewer/stats/" + arn).getInt("peakViewers");
                        },
                        peak -> peak == 1);
    }
}
