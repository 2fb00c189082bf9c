package pro.livestream.chat;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class RecordComponentTest {

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    @Inject
    TenantDatabase database;

    private OpenRoom room = new OpenRoom(new UUID(0, 0), "");

    @BeforeEach
    void aLiveRoom() {
        room = OpenRoom.open(events, tenants);
    }

    @Test
    void moderatorsSeeWhatAUserSaidInAllRoomsOfTheChannelAlsoWhatWasDeleted() {
        var second = OpenRoom.open(events, tenants, room.broadcaster());
        var foreign = OpenRoom.open(events, tenants);
        try (var ann = room.enter("ann");
                var bob = room.enter("bob");
                var elsewhere = second.enter("ann");
                var away = foreign.enter("ann")) {
            OpenRoom.say(ann, "one");
            OpenRoom.say(bob, "of somebody else");
            var deleted = OpenRoom.say(ann, "two").path("id").asText();
            OpenRoom.say(elsewhere, "three");
            OpenRoom.say(away, "in another channel");
            ann.send("{\"type\":\"delete\",\"id\":\"" + deleted + "\"}");
            bob.next("deleted");
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> said(room.broadcaster(), "limit=2").jsonPath().getBoolean("items[1].deleted"));

            var page = said(room.broadcaster(), "limit=2");

            page.then().body("items.message", contains("three", "two")).body("items.deleted", contains(false, true));
            said(room.broadcaster(), "limit=2&cursor=" + page.path("next_cursor"))
                    .then()
                    .body("items.message", contains("one"))
                    .body("next_cursor", equalTo(null));
        }
    }

    @Test
    void onlyModeratorsSeeIt() {
        said("ann", "").then().statusCode(403);
        RestAssured.get(room.url("users/" + TestIdentity.userId("ann") + "/messages"))
                .then()
                .statusCode(401);
        room.get("ann", "export").then().statusCode(403);
        RestAssured.get(room.url("export")).then().statusCode(401);
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedByItsField() {
        room.get(room.broadcaster(), "users/ann/messages")
                .then()
                .statusCode(400)
                .body("details[0].field", equalTo("user"));
        said(room.broadcaster(), "limit=x").then().statusCode(400).body("details[0].field", equalTo("limit"));
        said(room.broadcaster(), "cursor=x").then().statusCode(400).body("details[0].field", equalTo("cursor"));
        room.as(room.broadcaster()).get("/api/streams/none/chat/export").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "format=xml, format",
        "from=yesterday, from",
        "to=tomorrow, to",
        "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, from",
    })
    void anExportThatCannotBeMadeIsRefusedByItsField(String query, String field) {
        room.get(room.broadcaster(), "export?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("details[0].field", equalTo(field));
    }

    @Test
    void anExportHoldsEveryMessageInOrderALine() {
        fill(1_234);

        var export = room.get(room.broadcaster(), "export");

        export.then()
                .statusCode(200)
                .contentType(containsString("application/x-ndjson"))
                .header("Content-Disposition", containsString("chat-" + room.stream() + ".jsonl"));
        var lines = export.asString().lines().map(JsonObject::new).toList();
        assertEquals(1_234, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(i + 1, lines.get(i).getInteger("offset"));
        }
        assertEquals("filler 7", lines.get(6).getString("message"));
        assertEquals(false, lines.get(6).getBoolean("deleted"));
    }

    @Test
    void anExportCanBeBoundInTime() {
        fill(3);
        var hourAgo = Instant.now().minusSeconds(3600);

        assertEquals(
                3,
                room.get(room.broadcaster(), "export?from=" + hourAgo)
                        .asString()
                        .lines()
                        .count());
        assertEquals(
                0,
                room.get(room.broadcaster(), "export?to=" + hourAgo)
                        .asString()
                        .lines()
                        .count());
    }

    @Test
    void inCsvATextIsNoFormulaAndQuotesAreDoubled() {
        try (var ann = room.enter("ann")) {
            for (var text : List.of("=1+1", "＝1+1", "@SUM(A1)", "-2", "a, \\\"b\\\"", "日本語")) {
                OpenRoom.say(ann, text);
            }
        }

        var export = room.get(room.broadcaster(), "export?format=csv");

        export.then().statusCode(200).contentType(containsString("text/csv"));
        var text = new String(export.asByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(text.startsWith("\uFEFFid,offset,created_at,user_id,username,message_type,message,"), text);
        var cells = text.lines()
                .skip(1)
                .map(line -> line.substring(line.indexOf(",message,") + 9, line.lastIndexOf(",,,false,,")))
                .toList();
        assertEquals(List.of("'=1+1", "'＝1+1", "'@SUM(A1)", "'-2", "\"a, \"\"b\"\"\"", "日本語"), cells);
    }

    @Test
    void anExportIsWrittenDown() {
        room.get(room.broadcaster(), "export").then().statusCode(200);

        room.get(room.broadcaster(), "audit")
                .then()
                .body("items.action", hasItem("export"))
                .body(
                        "items[0].actor_id",
                        equalTo(TestIdentity.userId(room.broadcaster()).toString()));
    }

    private io.restassured.response.Response said(String asker, String query) {
        return room.get(
                asker, "users/" + TestIdentity.userId("ann") + "/messages?" + (query.isEmpty() ? "limit=20" : query));
    }

    private void fill(int rows) {
        database.inTransaction(
                        OpenRoom.TENANT,
                        tx -> tx.preparedQuery("insert into chat_chatmessage (id, room_id, user_id, username, content,"
                                        + " message_type, epoch, \"offset\", confirmed_at, created_at) select"
                                        + " gen_random_uuid(), $1, $1, 'ann', 'filler ' || n, 'message', 1, n, now(),"
                                        + " now() from generate_series(1, $2) n")
                                .execute(Tuple.of(room.stream(), rows)))
                .await()
                .atMost(Duration.ofSeconds(30));
    }
}
