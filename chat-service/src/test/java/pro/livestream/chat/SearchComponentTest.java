package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class SearchComponentTest {

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private OpenRoom room = new OpenRoom(new UUID(0, 0), "");

    @BeforeEach
    void aLiveRoom() {
        room = OpenRoom.open(events, tenants);
    }

    @Test
    void wordsAreFoundByTheirBeginningWhateverTheirCase() {
        try (var ann = room.enter("ann")) {
            OpenRoom.say(ann, "Streaming from Taipei");
            OpenRoom.say(ann, "nothing to see");

            assertEquals(List.of("Streaming from Taipei"), found("q=stream"));
            assertEquals(List.of("Streaming from Taipei"), found("q=" + text("TAIPEI from")));
            assertEquals(List.of(), found("q=" + text("taipei nothing")));
        }
    }

    @Test
    void anyPartOfJapaneseAndChineseIsFound() {
        try (var ann = room.enter("ann")) {
            OpenRoom.say(ann, "今日はラーメンを食べました");
            OpenRoom.say(ann, "東京の京都");
            OpenRoom.say(ann, "我們喜歡直播");

            assertEquals(List.of("今日はラーメンを食べました"), found("q=" + text("ラーメン")));
            assertEquals(List.of("今日はラーメンを食べました"), found("q=" + text("ﾗｰﾒﾝ")));
            assertEquals(List.of("今日はラーメンを食べました"), found("q=" + text("食")));
            assertEquals(List.of("東京の京都"), found("q=" + text("京都")));
            assertEquals(List.of(), found("q=" + text("東京都")));
            assertEquals(List.of("我們喜歡直播"), found("q=" + text("直播")));
        }
    }

    @Test
    void anEditedTextIsFoundByItsNewWordsAndADeletedOneNotAtAll() {
        try (var ann = room.enter("ann")) {
            var edited = OpenRoom.say(ann, "apple").path("id").asText();
            var deleted = OpenRoom.say(ann, "cherry").path("id").asText();
            ann.send("{\"type\":\"edit\",\"id\":\"" + edited + "\",\"text\":\"banana\"}");
            ann.send("{\"type\":\"delete\",\"id\":\"" + deleted + "\"}");
            ann.next("deleted");

            await().atMost(Duration.ofSeconds(20)).until(() -> found("q=cherry").isEmpty());
            assertEquals(List.of(), found("q=apple"));
            assertEquals(List.of("banana"), found("q=banana"));
        }
    }

    @Test
    void anAuthorIsFoundByIdAndByNameAndATimeByItsBounds() {
        try (var ann = room.enter("ann");
                var bob = room.enter("Bob")) {
            OpenRoom.say(ann, "hello from ann");
            OpenRoom.say(bob, "hello from bob");
            var id = TestIdentity.userId("ann");

            assertEquals(List.of("hello from ann"), found("q=hello&user=" + id));
            assertEquals(List.of("hello from bob"), found("user=bob"));
            var hourAgo = Instant.now().minusSeconds(3600);
            assertEquals(2, found("q=hello&from=" + hourAgo).size());
            assertEquals(List.of(), found("q=hello&to=" + hourAgo));
            assertEquals(
                    2,
                    found("q=hello&from=" + text("2026-01-01T09:00:00+09:00")).size());
        }
    }

    @Test
    void anotherRoomsMessagesAreNotFound() {
        var other = OpenRoom.open(events, tenants);
        try (var ann = other.enter("ann")) {
            OpenRoom.say(ann, "elsewhere");

            assertEquals(List.of(), found("q=elsewhere"));
        }
    }

    @Test
    void pagesGoFromTheNewestToTheOldest() {
        try (var ann = room.enter("ann")) {
            OpenRoom.say(ann, "page one");
            OpenRoom.say(ann, "page two");
            OpenRoom.say(ann, "page three");

            var first = search("q=page&limit=2");

            assertEquals(List.of("page three", "page two"), first.path("items.message"));
            assertEquals(List.of("page one"), found("q=page&limit=2&cursor=" + first.path("next_cursor")));
        }
    }

    @Test
    void itemsAreCommentObjects() {
        try (var ann = room.enter("ann")) {
            var ack = OpenRoom.say(ann, "whole");

            search("q=whole")
                    .then()
                    .body("items[0].id", equalTo(ack.path("id").asText()))
                    .body("items[0].offset", equalTo(ack.path("offset").asInt()))
                    .body("items[0].username", equalTo("ann"))
                    .body("items[0].message_type", equalTo("message"))
                    .body("next_cursor", equalTo(null));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit=5, q",
        "q=%20, q",
        "q=%26%7C%21, q",
        "q=hi&user=a, user",
        "q=hi&from=yesterday, from",
        "q=hi&to=2026-13-01, to",
        "q=hi&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, from",
        "q=hi&limit=0, limit",
        "q=hi&cursor=nonsense, cursor",
    })
    void whatCannotBeUnderstoodIsRefusedByItsField(String query, String field) {
        search(query)
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("details[0].field", equalTo(field));
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        search("q=" + "a".repeat(201)).then().statusCode(400).body("details[0].field", equalTo("q"));
    }

    @Test
    void nobodyAndStrangersFindNothing() {
        try (var ann = room.enter("ann")) {
            OpenRoom.say(ann, "hidden");

            RestAssured.get(room.url("search?q=hidden")).then().statusCode(401);
            room.as("ann").get("/api/streams/none/chat/search?q=hi").then().statusCode(404);
            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken("ann", TestIdentity.OTHER_TENANT, "user"))
                    .get(room.url("search?q=hidden"))
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void signsOfTheQueryLanguageAreOnlyText() {
        try (var ann = room.enter("ann")) {
            OpenRoom.say(ann, "it is a bird");

            assertEquals(List.of("it is a bird"), found("q=" + text("bird' & !(\\ :*")));
            assertFalse(found("q=" + text("'bird':*")).isEmpty());
        }
    }

    private Response search(String query) {
        return room.get("ann", "search?" + query);
    }

    private List<String> found(String query) {
        var answer = search(query);
        assertEquals(200, answer.statusCode(), answer.asString());
        assertTrue(new JsonObject(answer.asString()).containsKey("next_cursor"));
        return answer.path("items.message");
    }

    private static String text(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
