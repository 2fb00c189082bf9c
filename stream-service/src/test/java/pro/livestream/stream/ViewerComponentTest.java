package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class ViewerComponentTest {

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private static void report(String source, String streamId, String list, String... viewers) {
        given().auth()
                .oauth2(TestIdentity.serviceToken("chat-service", "localhost"))
                .contentType(ContentType.JSON)
                .body(Map.of("source", source, "items", List.of(Map.of("stream_id", streamId, list, List.of(viewers)))))
                .post("/internal/viewers")
                .then()
                .statusCode(204);
    }

    private void awaitCount(String id, int count) {
        await().atMost(Duration.ofSeconds(6))
                .until(() -> Api.stream(alice, id).getInt("viewer_count"), n -> n == count);
    }

    @Test
    void two_tabs_two_nodes_and_a_player_are_one_viewer() {
        String id = Api.goLive(alice).getString("stream_id");
        String bob = "u:" + TestIdentity.userId("bob");

        report("chat-service", id, "joined", bob, "a:cookie-1");
        report("chat-service-2", id, "joined", bob);
        given().auth()
                .oauth2(TestIdentity.userToken("bob"))
                .post("/api/streams/" + id + "/heartbeat")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(TestIdentity.anonymousToken("cookie-2"))
                .post("/api/streams/" + id + "/heartbeat")
                .then()
                .statusCode(200);

        awaitCount(id, 3);
        report("chat-service", id, "left", bob, "a:cookie-1");
        awaitCount(id, 2);
        JsonPath stream = Api.stream(alice, id);
        assertThat(stream.getInt("peak_viewer_count")).isEqualTo(3);
        assertThat(stream.getInt("total_viewers")).isEqualTo(3);
        assertThat(stream.getString("as_of")).isNotNull();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Events.of("streams.viewers", id).stream()
                        .map(event -> event.getInt("viewer_count"))
                        .toList()
                        .containsAll(List.of(3, 2)));
    }

    @Test
    void a_leave_of_somebody_unknown_is_nothing() {
        String id = Api.goLive(alice).getString("stream_id");

        report("chat-service", id, "left", "a:never-here");

        report("chat-service", id, "joined", "a:here");
        awaitCount(id, 1);
    }
}
