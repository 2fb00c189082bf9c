package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Following, and being told: at once, once, and only as wanted. */
@ResourceLock(value = Needs.NOTIFICATION, mode = ResourceAccessMode.READ)
class FollowE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Person alice = Person.registered("alice");
    private final Person bob = Person.registered("bob");
    private final Person control = Person.registered("control");

    @Test
    void refusesToFollowOneselfOrAnybodyTwice() {
        var oneself = alice.post("/api/follows", Map.of("following_id", alice.id()));
        var first = bob.post("/api/follows", Map.of("following_id", alice.id()));
        var second = bob.post("/api/follows", Map.of("following_id", alice.id()));
        var nobody = bob.post("/api/follows", Map.of("following_id", UUID.randomUUID()));
        var nonsense = bob.post("/api/follows", Map.of("following_id", "me"));

        assertThat(oneself.status()).isEqualTo(400);
        assertThat(oneself.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(first.status()).as("%s", first.body()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("ALREADY_FOLLOWING");
        assertThat(nobody.status()).isEqualTo(404);
        assertThat(nonsense.status()).isEqualTo(400);
        assertThat(Person.anonymous()
                        .post("/api/follows", Map.of("following_id", alice.id()))
                        .status())
                .isEqualTo(401);
        assertThat(bob.get("/api/users/" + bob.id() + "/following")
                        .body()
                        .path("following_count")
                        .asInt())
                .isEqualTo(1);
        var followers = alice.get("/api/users/" + alice.id() + "/followers").body();
        assertThat(followers.get("items")).hasSize(1);
        assertThat(followers.at("/items/0/user/username").asText()).isEqualTo(bob.username());
    }

    @Test
    void tellsAFollowerOnceOnEveryWay() {
        follow(bob, alice);
        try (var socket = NotificationClient.socket(bob);
                var browser = NotificationClient.browserSocket(cookies(bob));
                var events = NotificationClient.events(bob)) {
            var stream = goLive(alice, "Evening jam");

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(inbox(bob, stream)).hasSize(1);
                assertThat(socket.about(stream)).hasSize(1);
                assertThat(browser.about(stream)).hasSize(1);
                assertThat(events.about(stream)).hasSize(1);
            });
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails(bob)).hasSize(1));

            var told = inbox(bob, stream).getFirst();
            assertThat(told.path("kind").asText()).isEqualTo("stream_started");
            assertThat(told.path("title").asText()).isEqualTo(alice.username() + " is live");
            assertThat(told.path("body").asText()).isEqualTo("Evening jam");
            assertThat(told.path("read_at").isNull()).isTrue();
            assertThat(socket.about(stream).getFirst()).isEqualTo(told);
            assertThat(events.about(stream).getFirst()).isEqualTo(told);
            var mail = mails(bob).getFirst();
            assertThat(mail.raw().replace("=\r\n", ""))
                    .contains(Suite.running().url().replace("127.0.0.1", "localhost") + "/watch/" + stream);
            assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");

            // another stream comes after all that could still come of the first one
            end(alice, stream);
            var later = goLive(alice, "Late jam");
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(socket.about(later)).hasSize(1);
                assertThat(browser.about(later)).hasSize(1);
                assertThat(events.about(later)).hasSize(1);
                assertThat(mails(bob)).hasSize(2);
            });
            assertThat(inbox(bob, stream)).hasSize(1);
            assertThat(socket.about(stream)).hasSize(1);
            assertThat(browser.about(stream)).hasSize(1);
            assertThat(events.about(stream)).hasSize(1);
            end(alice, later);
        }
    }

    @Test
    void marksAndDeletesWhatWasTold() {
        follow(bob, alice);
        var stream = goLive(alice, "Evening jam");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(inbox(bob, stream)).hasSize(1));
        var id = inbox(bob, stream).getFirst().path("notification_id").asText();
        assertThat(bob.get("/api/notifications").body().path("unread_count").asInt())
                .isEqualTo(1);

        assertThat(control.post("/api/notifications/" + id + "/read", Map.of()).status())
                .isEqualTo(404);
        assertThat(bob.post("/api/notifications/" + id + "/read", Map.of()).status())
                .isEqualTo(200);

        assertThat(bob.get("/api/notifications").body().path("unread_count").asInt())
                .isZero();
        assertThat(bob.post("/api/notifications/read-all", Map.of()).status()).isEqualTo(200);
        assertThat(bob.delete("/api/notifications/" + id).status()).isEqualTo(204);
        assertThat(inbox(bob, stream)).isEmpty();
        assertThat(bob.delete("/api/notifications/" + id).status()).isEqualTo(404);
        end(alice, stream);
    }

    @Test
    void tellsNobodyAnyMoreWhoUnfollowed() {
        follow(bob, alice);
        follow(control, alice);
        assertThat(bob.delete("/api/follows/by-user/" + alice.id()).status()).isEqualTo(204);
        assertThat(bob.delete("/api/follows/by-user/" + alice.id()).status()).isEqualTo(404);

        var stream = goLive(alice, "Evening jam");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails(control)).hasSize(1));
        assertThat(inbox(control, stream)).hasSize(1);
        assertThat(inbox(bob, stream)).isEmpty();
        assertThat(mails(bob)).isEmpty();
        end(alice, stream);
    }

    @Test
    void stopsMailsByTheMailsOwnLinkWithoutALogin() {
        follow(bob, alice);
        follow(control, alice);
        var first = goLive(alice, "Evening jam");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails(bob)).hasSize(1));
        end(alice, first);
        var link = mails(bob).getFirst().header("List-Unsubscribe").replaceAll("^<|>$", "");

        var form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        var page = Person.anonymous().get(link);
        var done = Person.anonymous().send("POST", link, "List-Unsubscribe=One-Click", form);
        var forged = Person.anonymous().send("POST", link + "x", "List-Unsubscribe=One-Click", form);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().asText()).contains("<form method=\"post\"");
        assertThat(done.status()).as("%s", done.body()).isEqualTo(200);
        assertThat(forged.status()).isEqualTo(404);
        var second = goLive(alice, "Late jam");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails(control)).hasSize(2));
        assertThat(inbox(bob, second)).hasSize(1);
        assertThat(mails(bob)).hasSize(1);
        end(alice, second);
    }

    @Test
    void staysSilentWhereAUserWantsNothing() {
        follow(bob, alice);
        follow(control, alice);
        var off = Map.of("in_app", false, "email", false, "push", false);
        var set = bob.put("/api/notifications/preferences", Map.of("kinds", Map.of("stream_started", off)));
        assertThat(set.status()).as("%s", set.body()).isEqualTo(200);
        assertThat(bob.put("/api/notifications/preferences", Map.of("kinds", Map.of("weather", off)))
                        .status())
                .isEqualTo(400);

        try (var socket = NotificationClient.socket(bob)) {
            var stream = goLive(alice, "Evening jam");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(mails(control)).hasSize(1));

            assertThat(inbox(bob, stream)).isEmpty();
            assertThat(mails(bob)).isEmpty();
            assertThat(socket.all()).isEmpty();
            end(alice, stream);
        }
    }

    @Test
    void plansAStreamThatStandsInTheCalendarIsRemindedOfAndStarts() {
        follow(bob, alice);
        var startsAt = Instant.now().plus(5, ChronoUnit.MINUTES).plusSeconds(15).truncatedTo(ChronoUnit.SECONDS);
        var planned = alice.post(
                "/api/schedules",
                Map.of(
                        "title", "Weekly jam",
                        "starts_at", startsAt.toString(),
                        "duration_min", 45,
                        "recurrence", "FREQ=WEEKLY",
                        "time_zone", "Europe/Berlin"));
        assertThat(planned.status()).as("%s", planned.body()).isEqualTo(201);
        var id = planned.text("schedule_id");
        var stream = planned.text("stream_id");

        var calendar = "/api/users/" + alice.id() + "/schedule.ics";
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Person.anonymous().get(calendar).body().asText().contains("UID:" + id + "@livestream"));
        assertThat(Person.anonymous().get(calendar).body().asText())
                .contains("SUMMARY:" + alice.username() + ": Weekly jam", "RRULE:FREQ=WEEKLY", "TZID:Europe/Berlin");
        var feed = bob.get("/api/notifications/calendar").text("url");
        assertThat(Person.anonymous().get(feed).body().asText()).contains("UID:" + id + "@livestream");
        assertThat(Person.anonymous().get(feed.replace(".ics", "x.ics")).status())
                .isEqualTo(404);
        assertThat(streams("/api/streams?status=scheduled&user_id=" + alice.id()))
                .containsExactly(stream);
        assertThat(bob.post("/api/streams/" + stream + "/start", Map.of()).status())
                .isEqualTo(403);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(inbox(bob, stream, "stream_reminder")).hasSize(1));
        assertThat(inbox(bob, stream, "stream_reminder")
                        .getFirst()
                        .path("title")
                        .asText())
                .isEqualTo(alice.username() + " goes live in 5 minutes");

        var started = alice.post("/api/streams/" + stream + "/start", Map.of());
        assertThat(started.status()).as("%s", started.body()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(inbox(bob, stream, "stream_started")).hasSize(1));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails(bob)).hasSize(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Person.anonymous().get("/api/schedules/" + id).text("next_at"))
                        .isGreaterThan(startsAt.plus(6, ChronoUnit.DAYS).toString()));
        end(alice, stream);

        assertThat(alice.delete("/api/schedules/" + id).status()).isEqualTo(204);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Person.anonymous().get(calendar).body().asText().contains("STATUS:CANCELLED"));
        assertThat(inbox(bob, stream, "stream_reminder")).hasSize(1);
        assertThat(inbox(bob, stream, "stream_started")).hasSize(1);
    }

    @Test
    void refusesPlansThatMakeNoSenseAndKeepsNothingOfThem() {
        var tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        for (var bad : List.of(
                Map.of("title", "Jam", "starts_at", "tomorrow"),
                Map.of("title", "Jam", "starts_at", "2020-01-01T00:00:00Z"),
                Map.of("title", "Jam", "starts_at", tomorrow, "recurrence", "FREQ=SOMETIMES"),
                Map.of("title", "Jam", "starts_at", tomorrow, "recurrence", "RRULE:FREQ=DAILY"),
                Map.of("title", "Jam", "starts_at", tomorrow, "time_zone", "Mars/Olympus"),
                Map.of("title", "x".repeat(256), "starts_at", tomorrow),
                Map.of("starts_at", tomorrow),
                Map.of("title", "Jam", "starts_at", tomorrow, "duration_min", 0))) {
            var refused = alice.post("/api/schedules", bad);
            assertThat(refused.status()).as("%s: %s", bad, refused.body()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("VALIDATION_FAILED");
            assertThat(refused.body().at("/details/0/field").asText()).isNotBlank();
        }

        assertThat(streams("/api/streams?status=scheduled&user_id=" + alice.id()))
                .isEmpty();
        assertThat(Person.anonymous()
                        .get("/api/schedules?user_id=" + alice.id())
                        .body()
                        .get("items"))
                .isEmpty();
    }

    private static List<String> streams(String path) {
        return StreamSupport.stream(
                        Person.anonymous().get(path).body().get("items").spliterator(), false)
                .map(item -> item.get("stream_id").asText())
                .toList();
    }

    static void follow(Person follower, Person broadcaster) {
        var answer = follower.post("/api/follows", Map.of("following_id", broadcaster.id()));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    }

    static String goLive(Person broadcaster, String title) {
        var answer = broadcaster.post("/api/streams", Map.of("title", title));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.text("stream_id");
    }

    static void end(Person broadcaster, String stream) {
        assertThat(broadcaster.put("/api/streams/" + stream + "/end", Map.of()).status())
                .isEqualTo(200);
    }

    static List<JsonNode> inbox(Person person, String stream) {
        var answer = person.get("/api/notifications?limit=100");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return StreamSupport.stream(answer.body().get("items").spliterator(), false)
                .filter(one -> one.at("/data/stream_id").asText().equals(stream))
                .toList();
    }

    private static List<JsonNode> inbox(Person person, String stream, String kind) {
        return inbox(person, stream).stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .toList();
    }

    private List<Mails.Mail> mails(Person person) {
        return Mails.to(person, alice.username() + " is live");
    }

    private static String cookies(Person person) {
        var answer = Person.anonymous()
                .post(
                        "/api/auth/login",
                        Map.of("username", person.username(), "password", Person.PASSWORD, "cookie_only", true));
        assertThat(answer.status()).isEqualTo(200);
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }
}
