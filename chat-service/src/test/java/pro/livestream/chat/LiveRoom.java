package pro.livestream.chat;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** The room of a live stream, and how its people reach it. */
record LiveRoom(UUID stream, String broadcaster) {

    static LiveRoom open(EventSender events, Tenants tenants) {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(new Tenant(TestIdentity.TENANT)));
        return open(events, "bella-" + UUID.randomUUID());
    }

    static LiveRoom open(EventSender events, String broadcaster) {
        var room = new LiveRoom(Streams.start(events, broadcaster), broadcaster);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> room.as(broadcaster).get("/settings").statusCode() == 200);
        return room;
    }

    /** A name that nobody else has, so that rates are its own. */
    static String somebody(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    String path() {
        return "/ws/streams/" + stream + "/chat";
    }

    ChatClient join(String username) {
        return join(username, Map.of());
    }

    ChatClient join(String username, Map<String, String> headers) {
        var client = ChatClient.open(RestAssured.port, path(), TestIdentity.userToken(username), headers);
        client.next("welcome");
        return client;
    }

    RequestSpecification as(String username) {
        return RestAssured.given()
                .basePath("/api/streams/" + stream + "/chat")
                .auth()
                .oauth2(TestIdentity.userToken(username))
                .contentType(ContentType.JSON);
    }

    RequestSpecification asBroadcaster() {
        return as(broadcaster);
    }

    void settings(String json) {
        asBroadcaster().body(json).patch("/settings").then().statusCode(200);
    }

    void policy(String json) {
        asBroadcaster().body(json).patch("/policy").then().statusCode(200);
    }

    String term(String kind, String action, String term) {
        return asBroadcaster()
                .body(Map.of("kind", kind, "action", action, "term", term))
                .post("/terms")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    void ban(String username, @Nullable String type) {
        var body = type == null
                ? Map.of("user_id", TestIdentity.userId(username).toString())
                : Map.of("user_id", TestIdentity.userId(username).toString(), "type", type);
        asBroadcaster().body(body).post("/bans").then().statusCode(201);
    }

    /** What the sender of a message is answered. */
    static JsonNode answer(ChatClient client, String text) {
        return answer(client, text, UUID.randomUUID().toString());
    }

    static JsonNode answer(ChatClient client, String text, String clientId) {
        client.say(text, clientId);
        return client.next(frame -> frame.path("client_id").asText().equals(clientId));
    }

    /** The code of a refusal, or the answer's type. */
    static String outcome(ChatClient client, String text) {
        var answer = answer(client, text);
        return answer.has("code")
                ? answer.path("code").asText()
                : answer.path("type").asText();
    }

    /** Rules reach a node a moment after they were set. */
    static void awaitOutcome(ChatClient client, String text, String outcome) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> outcome(client, text).equals(outcome));
    }
}
