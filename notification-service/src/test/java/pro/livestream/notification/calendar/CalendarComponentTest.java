package pro.livestream.notification.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static pro.livestream.notification.testing.World.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.StreamScheduled;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.notification.testing.GatewayContacts;
import pro.livestream.notification.testing.Planned;
import pro.livestream.notification.testing.World;
import pro.livestream.notification.testing.World.Person;
import pro.livestream.platform.id.Ids;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(GatewayContacts.class)
class CalendarComponentTest {
    @Inject
    World world;

    private Person alice;
    private Person bob;
    private final Instant nextWeek = Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void people() {
        world.ready();
        alice = world.person("alice");
        bob = world.person("bob");
    }

    @Test
    void showsAnybodyThePublicPlansOfABroadcaster() {
        var planned = planned("public", null, 1);
        world.send(planned);
        world.send(planned("unlisted", "Secret jam", 1));
        world.send(planned("followers", "Jam for friends", 1));

        await().untilAsserted(() -> calendar(alice)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/calendar"))
                .body(containsString("UID:" + planned.scheduleId() + "@livestream"))
                .body(containsString("SUMMARY:" + alice.name() + ": Evening jam"))
                .body(containsString("RRULE:FREQ=WEEKLY"))
                .body(containsString("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin"))
                .body(containsString("URL:https://live.example/watch/" + planned.streamId())));
        await().until(() ->
                world.count("select count(*) from schedules where user_id = $1", Tuple.of(alice.id())) == 3);
        calendar(alice).then().body(not(containsString("Secret"))).body(not(containsString("friends")));
    }

    @Test
    void keepsTheLatestVersionAlsoWhenTheyComeOutOfOrder() {
        var planned = planned("public", null, 1);
        var moved = Planned.changed(
                planned, "Moved jam", "scheduled", planned.startsAt().plusSeconds(3_600), 3);
        world.send(moved);
        world.send(Planned.changed(planned, "Older jam", "scheduled", planned.startsAt(), 2));
        world.send(Planned.changed(planned, "Cancelled jam", "cancelled", planned.startsAt(), 4));

        await().untilAsserted(() -> calendar(alice)
                .then()
                .body(containsString("Cancelled jam"))
                .body(containsString("STATUS:CANCELLED"))
                .body(containsString("SEQUENCE:4")));
    }

    @Test
    void knowsNobodyWhoIsNotThere() {
        calendar(new Person("nobody", UUID.randomUUID(), "")).then().statusCode(404);
        given().auth()
                .oauth2(TestIdentity.anonymousToken("viewer"))
                .get("/api/users/nonsense/schedule.ics")
                .then()
                .statusCode(404);
        calendar(bob).then().statusCode(200).body(not(containsString("VEVENT")));
    }

    @Test
    void givesAUserOneFeedOfAllWhomTheUserFollows() {
        var carol = world.person("carol");
        bob.follows(alice);
        world.send(planned("public", null, 1));
        world.send(planned("followers", "Jam for friends", 1));
        world.send(planned("unlisted", "Secret jam", 1));
        world.send(Planned.scheduled(carol.id(), "Not followed", "public", nextWeek, null, 1));
        var feed = path(bob.asks().get("/api/notifications/calendar"));

        await().untilAsserted(() -> read(feed)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/calendar"))
                .body(containsString("Evening jam"))
                .body(containsString("Jam for friends")));
        await().until(() ->
                world.count("select count(*) from schedules where user_id = $1", Tuple.of(carol.id())) == 1);
        read(feed).then().body(not(containsString("Secret"))).body(not(containsString("Not followed")));
        bob.asks().delete("/api/follows/by-user/" + alice.id()).then().statusCode(204);
        read(feed).then().statusCode(200).body(not(containsString("VEVENT")));
    }

    @Test
    void theAddressOfAFeedCannotBeGuessedAndCanBeReplaced() {
        var feed = path(bob.asks().get("/api/notifications/calendar"));
        var again = path(bob.asks().get("/api/notifications/calendar"));

        assertThat(again).isEqualTo(feed);
        read(feed.replace(".ics", "x.ics")).then().statusCode(404);
        read(feed.replace(".ics", "")).then().statusCode(404);
        read("/api/notifications/calendar/nonsense.ics").then().statusCode(404);
        given().auth()
                .oauth2(TestIdentity.userToken("stranger", TestIdentity.OTHER_TENANT))
                .get(feed)
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(TestIdentity.anonymousToken("viewer"))
                .get("/api/notifications/calendar")
                .then()
                .statusCode(401);

        var other = path(bob.asks().post("/api/notifications/calendar/replace"));
        assertThat(other).isNotEqualTo(feed);
        read(feed).then().statusCode(404);
        read(other).then().statusCode(200);
    }

    @Test
    void forgetsThePlansOfAnErasedAccount() {
        var planned = planned("public", null, 1);
        world.send(planned);
        await().untilAsserted(() -> calendar(alice).then().body(containsString("VEVENT")));

        world.send(World.gone(alice.id()));

        await().until(() ->
                world.count("select count(*) from schedules where schedule_id = $1", Tuple.of(planned.scheduleId()))
                        == 0);
        calendar(alice).then().statusCode(404);
    }

    @Test
    void setsAsideAPlanThatNobodyCouldShow() {
        var bad = new StreamScheduled(
                StreamScheduled.TYPE_SCHEDULED,
                World.TENANT.name(),
                Ids.next(),
                null,
                alice.id(),
                "Odd jam",
                null,
                "public",
                "scheduled",
                nextWeek,
                60,
                "FREQ=SOMETIMES",
                "Mars/Olympus",
                nextWeek,
                Instant.now(),
                1);
        world.send(bad);

        assertThat(World.read(
                        "stream.scheduled.dlq",
                        1,
                        entry -> bad.scheduleId().toString().equals(entry.key())))
                .hasSize(1);
    }

    private StreamScheduled planned(String visibility, @Nullable String title, long version) {
        return Planned.scheduled(
                alice.id(), title == null ? "Evening jam" : title, visibility, nextWeek, "FREQ=WEEKLY", version);
    }

    private static Response calendar(Person person) {
        return read("/api/users/" + person.id() + "/schedule.ics");
    }

    private static Response read(String path) {
        return given().auth()
                .oauth2(TestIdentity.anonymousToken("viewer"))
                .header("X-Forwarded-Host", "live.example")
                .header("X-Forwarded-Proto", "https")
                .get(path);
    }

    private static String path(Response answer) {
        String url = answer.then().statusCode(200).extract().path("url");
        assertThat(url).contains("/api/notifications/calendar/").endsWith(".ics");
        return url.substring(url.indexOf("/api/"));
    }
}
