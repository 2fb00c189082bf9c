package pro.livestream.notification.inbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static pro.livestream.notification.testing.World.await;
import static pro.livestream.notification.testing.World.started;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
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
class InboxComponentTest {
    @Inject
    World world;

    private Person alice;
    private Person bob;

    @BeforeEach
    void threeNotifications() {
        world.ready();
        alice = world.person("alice");
        bob = world.person("bob");
        bob.follows(alice);
        for (var count = 1; count <= 3; count++) {
            var expected = count;
            world.send(started(alice, "public", "start"));
            await().until(() -> bob.inbox().size() == expected);
        }
    }

    @Test
    void listsNewestFirstByPagesWithTheUnreadCount() {
        var cursor = bob.asks()
                .get("/api/notifications?limit=2")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("unread_count", equalTo(3))
                .extract()
                .<String>path("next_cursor");
        bob.asks()
                .get("/api/notifications?limit=2&cursor=" + cursor)
                .then()
                .body("items.size()", equalTo(1))
                .body("next_cursor", nullValue());
        given().get("/api/notifications").then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
    }

    @Test
    void marksOneAndAllAsRead() {
        var id = (String) bob.inbox().getFirst().get("notification_id");

        bob.asks()
                .post("/api/notifications/" + id + "/read")
                .then()
                .statusCode(200)
                .body("read_at", notNullValue());
        bob.asks()
                .get("/api/notifications?unread=true")
                .then()
                .body("items.size()", equalTo(2))
                .body("unread_count", equalTo(2));
        bob.asks()
                .post("/api/notifications/read-all")
                .then()
                .statusCode(200)
                .body("updated_count", equalTo(2))
                .body("unread_count", equalTo(0));
    }

    @Test
    void deletesForGoodAndOnlyOnesOwn() {
        var id = (String) bob.inbox().getFirst().get("notification_id");

        alice.asks().delete("/api/notifications/" + id).then().statusCode(404);
        alice.asks().post("/api/notifications/" + id + "/read").then().statusCode(404);
        bob.asks().delete("/api/notifications/" + id).then().statusCode(204);
        bob.asks().delete("/api/notifications/" + id).then().statusCode(404);
        bob.asks().delete("/api/notifications/" + UUID.randomUUID()).then().statusCode(404);
        assertThat(bob.inbox()).hasSize(2);
    }

    @Test
    void forgetsAnErasedUser() {
        world.send(World.gone(bob.id()));

        await().untilAsserted(() -> assertThat(
                        world.count("select count(*) from notifications where user_id = $1", Tuple.of(bob.id())))
                .isZero());
        assertThat(world.count("select count(*) from deliveries where user_id = $1", Tuple.of(bob.id())))
                .isZero();
    }
}
