package pro.livestream.notification.follow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static pro.livestream.notification.testing.World.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.notification.testing.GatewayContacts;
import pro.livestream.notification.testing.World;
import pro.livestream.notification.testing.World.Person;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(GatewayContacts.class)
class FollowComponentTest {
    @Inject
    World world;

    private Person alice;
    private Person bob;

    @BeforeEach
    void people() {
        world.ready();
        alice = world.person("alice");
        bob = world.person("bob");
    }

    @Test
    void followsOnceAndTellsTheOthers() {
        bob.asks()
                .body(Map.of("following_id", alice.id().toString()))
                .post("/api/follows")
                .then()
                .statusCode(201)
                .body("follow_id", notNullValue())
                .body("following_id", equalTo(alice.id().toString()))
                .body("user.username", equalTo(alice.name()));
        bob.asks()
                .body(Map.of("following_id", alice.id().toString()))
                .post("/api/follows")
                .then()
                .statusCode(409)
                .body("code", equalTo("ALREADY_FOLLOWING"));

        var key = bob.id() + ":" + alice.id();
        assertThat(World.read("users.follows", 1, entry -> key.equals(entry.key())))
                .hasSize(1);
    }

    @Test
    void refusesOneselfNobodyAndNonsense() {
        bob.asks()
                .body(Map.of("following_id", bob.id().toString()))
                .post("/api/follows")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"));
        bob.asks()
                .body(Map.of("following_id", GatewayContacts.unknownUser().toString()))
                .post("/api/follows")
                .then()
                .statusCode(404)
                .body("code", equalTo("NOT_FOUND"));
        bob.asks()
                .body("{}")
                .post("/api/follows")
                .then()
                .statusCode(400)
                .body("details[0].field", equalTo("following_id"));
        bob.asks().body("{\"following_id\": 7}").post("/api/follows").then().statusCode(400);
        bob.asks().body("{\"following_id\"").post("/api/follows").then().statusCode(400);
        given().contentType("application/json")
                .body("{}")
                .post("/api/follows")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + TestIdentity.anonymousToken("v1"))
                .get("/api/users/" + alice.id() + "/followers")
                .then()
                .statusCode(401);
    }

    @Test
    void knowsWhoRegisteredAMomentAgoFromTheGateway() {
        var newcomer = TestIdentity.userId("newcomer" + System.nanoTime());

        bob.asks()
                .body(Map.of("following_id", newcomer.toString()))
                .post("/api/follows")
                .then()
                .statusCode(201)
                .body("user.username", equalTo("user-" + newcomer.toString().substring(0, 8)));
    }

    @Test
    void listsBothDirectionsByPagesWithCounts() {
        var carol = world.person("carol");
        bob.follows(alice);
        carol.follows(alice);

        var cursor = bob.asks()
                .get("/api/users/" + alice.id() + "/followers?limit=1")
                .then()
                .statusCode(200)
                .body("items.user.username", contains(carol.name()))
                .body("items[0].follow_id", notNullValue())
                .body("items[0].created_at", notNullValue())
                .body("followers_count", equalTo(2))
                .body("following_count", equalTo(0))
                .extract()
                .<String>path("next_cursor");
        bob.asks()
                .get("/api/users/" + alice.id() + "/followers?limit=1&cursor=" + cursor)
                .then()
                .body("items.user.username", contains(bob.name()))
                .body("next_cursor", nullValue());
        alice.asks()
                .get("/api/users/" + bob.id() + "/following")
                .then()
                .body("items.user.user_id", contains(alice.id().toString()))
                .body("following_count", equalTo(1));
        alice.asks()
                .get("/api/users/" + GatewayContacts.unknownUser() + "/followers")
                .then()
                .statusCode(404);
        alice.asks()
                .get("/api/users/" + alice.id() + "/followers?limit=0")
                .then()
                .statusCode(400);
        alice.asks()
                .get("/api/users/" + alice.id() + "/followers?cursor=x")
                .then()
                .statusCode(400);
    }

    @Test
    void endsByIdAndByUserButOnlyForTheFollower() {
        var id = bob.asks()
                .body(Map.of("following_id", alice.id().toString()))
                .post("/api/follows")
                .then()
                .extract()
                .<String>path("follow_id");

        alice.asks().delete("/api/follows/" + id).then().statusCode(403);
        bob.asks().delete("/api/follows/" + id).then().statusCode(204);
        bob.asks().delete("/api/follows/" + id).then().statusCode(404);
        bob.follows(alice);
        bob.asks().get("/api/follows?following_id=" + alice.id()).then().body("items.size()", equalTo(1));
        bob.asks().delete("/api/follows/by-user/" + alice.id()).then().statusCode(204);
        bob.follows(alice);
        bob.asks().delete("/api/follows?following_id=" + alice.id()).then().statusCode(204);
        bob.asks().get("/api/follows?following_id=" + alice.id()).then().body("items.size()", equalTo(0));

        var key = bob.id() + ":" + alice.id();
        var told = World.read("users.follows", 6, entry -> key.equals(entry.key()));
        assertThat(told)
                .extracting(entry -> entry.value() != null)
                .containsExactly(true, false, true, false, true, false);
    }

    @Test
    void bundlesNewFollowersIntoOneNotificationThatGrows() {
        var carol = world.person("carol");
        bob.follows(alice);
        await().untilAsserted(() -> assertThat(alice.inbox("new_follower")).hasSize(1));
        assertThat(alice.inbox("new_follower").getFirst()).containsEntry("title", bob.name() + " follows you");

        carol.follows(alice);

        await().untilAsserted(() -> assertThat(alice.inbox("new_follower"))
                .singleElement()
                .satisfies(one -> assertThat(one).containsEntry("title", "2 new followers")));
    }

    @Test
    void forgetsAnErasedUser() {
        bob.follows(alice);
        alice.follows(bob);

        world.send(World.gone(bob.id()));

        await().untilAsserted(() -> assertThat(world.count(
                        "select count(*) from follows where follower_id = $1 or following_id = $1", Tuple.of(bob.id())))
                .isZero());
        var own = bob.id() + ":" + alice.id();
        assertThat(World.read("users.follows", 2, entry -> own.equals(entry.key()))
                        .getLast()
                        .value())
                .isNull();
        world.send(World.profile(bob.id(), "back", "en", 100));
        alice.asks()
                .body(Map.of("following_id", bob.id().toString()))
                .post("/api/follows")
                .then()
                .statusCode(404);
    }

    @Test
    void keepsTenantsApart() {
        bob.follows(alice);
        var stranger = TestIdentity.userToken("stranger", TestIdentity.OTHER_TENANT, "user");

        given().header("Authorization", "Bearer " + stranger)
                .get("/api/users/" + alice.id() + "/followers")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0))
                .body("followers_count", equalTo(0));
    }
}
