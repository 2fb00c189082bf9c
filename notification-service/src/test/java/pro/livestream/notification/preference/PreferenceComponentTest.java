package pro.livestream.notification.preference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static pro.livestream.notification.testing.World.await;
import static pro.livestream.notification.testing.World.started;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.notification.inbox.Kind;
import pro.livestream.notification.testing.GatewayContacts;
import pro.livestream.notification.testing.World;
import pro.livestream.notification.testing.World.Person;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(GatewayContacts.class)
class PreferenceComponentTest {
    private static final String PATH = "/api/notifications/preferences";

    @Inject
    World world;

    @Inject
    UnsubscribeLinks links;

    private Person alice;
    private Person bob;

    @BeforeEach
    void people() {
        world.ready();
        alice = world.person("alice");
        bob = world.person("bob");
    }

    @Test
    void startsWithDefaultsAndKeepsWhatIsSet() {
        bob.asks()
                .get(PATH)
                .then()
                .statusCode(200)
                .body("channels.email", equalTo(true))
                .body("kinds.new_follower.email", equalTo(false))
                .body("kinds.stream_reminder.in_app", equalTo(true))
                .body("kinds.stream_reminder.email", equalTo(false))
                .body("remind_before_min", equalTo(List.of(1_440, 60, 5)))
                .body("quiet_hours", nullValue());
        bob.asks()
                .body("""
                    {"channels": {"push": false}, "quiet_hours":
                     {"start": "22:00", "end": "07:30", "time_zone": "Asia/Tokyo"}, "locale": "ja", "remind_before_min": [5]}
                    """)
                .put(PATH)
                .then()
                .statusCode(200)
                .body("channels.push", equalTo(false))
                .body("channels.in_app", equalTo(true));
        bob.asks()
                .get(PATH)
                .then()
                .body("channels.push", equalTo(false))
                .body("quiet_hours.start", equalTo("22:00:00"))
                .body("quiet_hours.time_zone", equalTo("Asia/Tokyo"))
                .body("remind_before_min", equalTo(List.of(5)))
                .body("locale", equalTo("ja"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (var wrong : new String[] {
            "{\"kinds\": {\"weather\": {\"email\": false}}}",
            "{\"kinds\": {\"new_follower\": null}}",
            "{\"broadcasters\": {\"alice\": {\"email\": false}}}",
            "{\"channels\": {\"email\": \"no\"}}",
            "{\"quiet_hours\": {\"start\": \"22:00\"}}",
            "{\"quiet_hours\": {\"start\": \"25:00\", \"end\": \"07:00\"}}",
            "{\"quiet_hours\": {\"start\": \"22:00\", \"end\": \"07:00\", \"time_zone\": \"Mars/Base\"}}",
            "{\"locale\": \"no such language\"}",
            "{\"remind_before_min\": [30]}",
            "{\"remind_before_min\": [null]}",
            "{\"remind_before_min\": 5}",
            "[]",
            "{"
        }) {
            bob.asks().body(wrong).put(PATH).then().statusCode(400);
        }
        given().get(PATH).then().statusCode(401);
    }

    @Test
    void mutesOneBroadcasterAndNoOther() {
        var carol = world.person("carol");
        bob.follows(alice);
        bob.follows(carol);
        bob.asks()
                .body("{\"broadcasters\": {\"%s\": {\"in_app\": false, \"email\": false, \"push\": false}}}"
                        .formatted(alice.id()))
                .put(PATH)
                .then()
                .statusCode(200);

        world.send(started(alice, "public", "start"));
        world.send(started(carol, "public", "start"));

        await().untilAsserted(() -> assertThat(bob.inbox()).hasSize(1));
        assertThat(bob.inbox().getFirst()).containsEntry("title", carol.name() + " is live");
        assertThat(world.count("select count(*) from notifications where user_id = $1", Tuple.of(bob.id())))
                .isEqualTo(1);
    }

    @Test
    void stopsMailByOneClickWithoutALogin() {
        var token = links.token(new UnsubscribeLinks.Claim(World.TENANT, bob.id(), Kind.STREAM_STARTED));
        var path = "/api/notifications/unsubscribe?token=" + token;

        given().get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .body(containsString("<form method=\"post\""));
        bob.asks().get(PATH).then().body("kinds.stream_started.email", equalTo(true));
        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(path)
                .then()
                .statusCode(200);
        given().multiPart("List-Unsubscribe", "One-Click").post(path).then().statusCode(200);

        bob.asks()
                .get(PATH)
                .then()
                .body("kinds.stream_started.email", equalTo(false))
                .body("kinds.tip_received.email", equalTo(true));
        given().post(path + "&all=true").then().statusCode(200);
        bob.asks().get(PATH).then().body("channels.email", equalTo(false));
    }

    @Test
    void refusesForgedLinks() {
        var token = links.token(new UnsubscribeLinks.Claim(World.TENANT, bob.id(), Kind.STREAM_STARTED));
        var other = links.token(new UnsubscribeLinks.Claim(World.TENANT, alice.id(), Kind.STREAM_STARTED));
        var mixed = other.substring(0, other.indexOf('.')) + token.substring(token.indexOf('.'));

        for (var forged : new String[] {"", "x", "a.b", ".", mixed, token + "AA"}) {
            given().post("/api/notifications/unsubscribe?token=" + forged)
                    .then()
                    .statusCode(404);
        }
        given().post("/api/notifications/unsubscribe").then().statusCode(404);
    }
}
