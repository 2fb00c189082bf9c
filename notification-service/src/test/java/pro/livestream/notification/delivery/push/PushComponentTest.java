package pro.livestream.notification.delivery.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static pro.livestream.notification.testing.World.await;
import static pro.livestream.notification.testing.World.started;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
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
class PushComponentTest {
    private static final String PATH = "/api/push/subscriptions";

    @Inject
    World world;

    private PushService service;
    private Person alice;
    private Person bob;

    @BeforeEach
    void people() throws IOException {
        world.ready();
        service = new PushService();
        alice = world.person("alice");
        bob = world.person("bob");
        bob.follows(alice);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void pushesWhatOnlyTheBrowserCanRead() {
        var key = given().get("/api/push/public-key")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("public_key");
        assertThat(Base64.getUrlDecoder().decode(key)).hasSize(65);
        subscribe().then().statusCode(201).body("subscription_id", notNullValue());

        world.send(started(alice, "public", "start"));

        await().until(() -> !service.messages().isEmpty());
        var message = service.messages().getFirst();
        assertThat(message.problem()).isEmpty();
        assertThat(message.text())
                .contains("\"kind\":\"stream_started\"")
                .contains(alice.name() + " is live")
                .contains("\"url\":\"/watch/");
        await().until(() -> states().equals("done"));
    }

    @Test
    void removesABrowserThatIsGone() {
        service.answer(410);
        subscribe().then().statusCode(201);

        world.send(started(alice, "public", "start"));

        await().until(() -> states().equals("dead"));
        assertThat(world.count("select count(*) from push_subscriptions where user_id = $1", Tuple.of(bob.id())))
                .isZero();
    }

    @Test
    void triesAgainWhenThePushServiceIsBusy() {
        service.answer(429);
        subscribe().then().statusCode(201);
        world.send(started(alice, "public", "start"));
        await().until(() -> !service.messages().isEmpty());

        service.answer(201);

        await().until(() -> states().equals("done"));
        assertThat(service.messages()).hasSizeGreaterThan(1);
    }

    @Test
    void subscribesABrowserOnceAndForgetsItOnRequest() {
        var id = subscribe().then().statusCode(201).extract().<String>path("subscription_id");
        subscribe().then().statusCode(201).body("subscription_id", equalTo(id));

        alice.asks().delete(PATH + "/" + id).then().statusCode(404);
        bob.asks().delete(PATH + "/" + id).then().statusCode(204);
        bob.asks().delete(PATH + "/" + id).then().statusCode(404);
        subscribe();
        bob.asks()
                .body(Map.of("endpoint", service.endpoint()))
                .delete(PATH)
                .then()
                .statusCode(204);
    }

    @Test
    void refusesWhatIsNoSubscription() {
        var keys = service.keys();
        for (var wrong : new Object[] {
            Map.of(),
            Map.of("endpoint", service.endpoint()),
            Map.of("endpoint", "file:///etc/passwd", "keys", keys),
            Map.of("endpoint", service.endpoint(), "keys", Map.of("p256dh", "AAAA", "auth", keys.get("auth"))),
            Map.of("endpoint", service.endpoint(), "keys", Map.of("p256dh", keys.get("p256dh"), "auth", "AAAA")),
            Map.of("endpoint", service.endpoint(), "keys", Map.of("p256dh", "***", "auth", keys.get("auth")))
        }) {
            bob.asks().body(wrong).post(PATH).then().statusCode(400).body("code", equalTo("VALIDATION_FAILED"));
        }
        given().contentType("application/json").body("{}").post(PATH).then().statusCode(401);
    }

    private io.restassured.response.Response subscribe() {
        return bob.asks()
                .body(Map.of("endpoint", service.endpoint(), "keys", service.keys()))
                .post(PATH);
    }

    private String states() {
        var rows = world.query(
                "select string_agg(state, ',') as states from deliveries where user_id = $1 and channel = 'push'",
                Tuple.of(bob.id()));
        return String.valueOf(rows.iterator().next().getString("states"));
    }
}
