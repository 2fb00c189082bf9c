package pro.livestream.chat;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** The chat of a stream that has just started. */
record OpenRoom(UUID stream, String broadcaster) {

    static final Tenant TENANT = new Tenant(TestIdentity.TENANT);

    static OpenRoom open(EventSender events, Tenants tenants) {
        return open(events, tenants, "bella-" + UUID.randomUUID());
    }

    static OpenRoom open(EventSender events, Tenants tenants, String broadcaster) {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(TENANT));
        var room = new OpenRoom(Streams.start(events, broadcaster), broadcaster);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> room.get(broadcaster, "messages").statusCode() == 200);
        return room;
    }

    ChatClient join(String username) {
        return ChatClient.open(RestAssured.port, "/ws/streams/" + stream + "/chat", TestIdentity.userToken(username));
    }

    /** Somebody who is there, and has read how the room stands. */
    ChatClient enter(String username) {
        var client = join(username);
        client.next("welcome");
        return client;
    }

    RequestSpecification as(String username) {
        return RestAssured.given().auth().oauth2(TestIdentity.userToken(username));
    }

    Response get(String username, String path) {
        return as(username).urlEncodingEnabled(false).get(url(path));
    }

    Response send(String username, String method, String path, String body) {
        return as(username).contentType(ContentType.JSON).body(body).request(method, url(path));
    }

    void configure(String settings) {
        send(broadcaster, "PATCH", "settings", settings).then().statusCode(200);
    }

    String url(String path) {
        return "/api/streams/" + stream + "/chat/" + path;
    }

    /** Says it and waits until it is stored; answers the acknowledgement. */
    static JsonNode say(ChatClient client, String text) {
        var id = "c" + UUID.randomUUID();
        client.say(text, id);
        return client.next(frame -> frame.path("type").asText().equals("ack")
                && frame.path("client_id").asText().equals(id));
    }
}
