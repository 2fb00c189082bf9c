package pro.livestream.notification.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static pro.livestream.notification.testing.World.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
class ReminderComponentTest {
    @Inject
    World world;

    private Person alice;
    private Person bob;

    @BeforeEach
    void people() {
        world.ready();
        alice = world.person("alice");
        bob = world.person("bob");
        bob.follows(alice);
    }

    @Test
    void remindsFollowersOnceAtEachOfTheTimes() {
        var planned = planned(Duration.ofMinutes(60).plusSeconds(4), null);
        world.send(planned);

        await().untilAsserted(() -> assertThat(reminders(bob)).hasSize(1));
        assertThat(reminders(bob).getFirst())
                .containsEntry("title", alice.name() + " goes live in 1 hour")
                .containsEntry("body", "Evening jam");
        assertThat(data(bob))
                .containsEntry("stream_id", String.valueOf(planned.streamId()))
                .containsEntry("schedule_id", planned.scheduleId().toString())
                .containsEntry("minutes_before", 60);
        assertThat(remindAt(planned)).isEqualTo(planned.startsAt().minus(Duration.ofMinutes(5)));

        // a repeated or renamed plan, and a job that starts over, remind nobody again
        world.send(Planned.changed(planned, "Renamed jam", "scheduled", planned.startsAt(), 2));
        await().until(() -> worked(planned, 2));
        var _ = world.query(
                "update schedules set reminded_until = now() - interval '1 hour', remind_at = now() where schedule_id = $1",
                Tuple.of(planned.scheduleId()));
        await().until(() -> remindAt(planned).isAfter(Instant.now()));
        assertThat(fanouts(planned)).isEqualTo(1);
        assertThat(reminders(bob)).hasSize(1);
    }

    @Test
    void remindsAtTheNewTimeOfWhatWasMoved() {
        var planned = planned(Duration.ofMinutes(90), null);
        world.send(planned);
        await().until(() -> worked(planned, 1));
        var soon = now().plus(Duration.ofMinutes(5)).plusSeconds(5);

        world.send(Planned.changed(planned, "Evening jam", "scheduled", soon, 2));

        await().untilAsserted(() -> assertThat(reminders(bob)).hasSize(1));
        assertThat(reminders(bob).getFirst()).containsEntry("title", alice.name() + " goes live in 5 minutes");
        assertThat(fanouts(planned)).isEqualTo(1);
    }

    @Test
    void remindsOfNothingThatWasCancelledOrHasBegun() {
        var cancelled = planned(Duration.ofMinutes(5).plusSeconds(20), null);
        var begun = planned(Duration.ofMinutes(5).plusSeconds(20), null);
        var control = planned(Duration.ofMinutes(5).plusSeconds(21), null);
        world.send(cancelled);
        world.send(begun);
        world.send(control);
        world.send(Planned.changed(cancelled, "Evening jam", "cancelled", cancelled.startsAt(), 2));
        world.send(withNext(begun, null, 2));
        await().until(() -> worked(cancelled, 2) && worked(begun, 2));

        await().untilAsserted(() -> assertThat(reminders(bob)).hasSize(1));
        assertThat(data(bob)).containsEntry("schedule_id", control.scheduleId().toString());
        assertThat(fanouts(cancelled)).isZero();
        assertThat(fanouts(begun)).isZero();
    }

    @Test
    void remindsOfEachOccurrence() {
        var first = now().plus(Duration.ofMinutes(5)).plusSeconds(5).minus(Duration.ofDays(1));
        var planned = Planned.scheduled(alice.id(), "Daily jam", "followers", first, "FREQ=DAILY", 1);
        var second = planned.startsAt().plus(Duration.ofDays(1));
        world.send(withNext(planned, second, 1));

        await().untilAsserted(() -> assertThat(reminders(bob)).hasSize(1));
        assertThat(remindAt(planned)).isEqualTo(second);
        // worked again from further back, the same occurrence is found and opens nothing
        var _ = world.query(
                "update schedules set starts_at = starts_at - interval '1 day', next_at = next_at - interval '1 day',"
                        + " planned_times = null, planned_version = 0, version = version + 1,"
                        + " updated_at = now() - interval '1 minute' where schedule_id = $1",
                Tuple.of(planned.scheduleId()));
        await().until(() -> world.count(
                        "select count(*) from schedules where schedule_id = $1 and planned_version = version",
                        Tuple.of(planned.scheduleId()))
                == 1);
        assertThat(fanouts(planned)).isEqualTo(1);
    }

    @Test
    void remindsEachFollowerAsTheFollowerChose() {
        var carol = world.person("carol");
        var dave = world.person("dave");
        carol.follows(alice);
        dave.follows(alice);
        carol.asks()
                .body(Map.of("remind_before_min", List.of(1_440, 60)))
                .put("/api/notifications/preferences")
                .then()
                .statusCode(200);
        dave.asks()
                .body(Map.of("kinds", Map.of("stream_reminder", Map.of("in_app", false, "push", false))))
                .put("/api/notifications/preferences")
                .then()
                .statusCode(200);

        world.send(planned(Duration.ofMinutes(5).plusSeconds(3), null));

        await().untilAsserted(() -> assertThat(reminders(bob)).hasSize(1));
        assertThat(reminders(carol)).isEmpty();
        assertThat(reminders(dave)).isEmpty();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private StreamScheduled planned(Duration ahead, @Nullable String recurrence) {
        return Planned.scheduled(alice.id(), "Evening jam", "public", now().plus(ahead), recurrence, 1);
    }

    private static StreamScheduled withNext(StreamScheduled old, @Nullable Instant nextAt, long version) {
        return new StreamScheduled(
                old.eventType(),
                old.tenant(),
                old.scheduleId(),
                Ids.next(),
                old.userId(),
                old.title(),
                old.description(),
                old.visibility(),
                old.state(),
                old.startsAt(),
                old.durationMin(),
                old.recurrence(),
                "UTC",
                nextAt,
                Instant.now(),
                version);
    }

    private static List<Map<String, Object>> reminders(Person person) {
        return person.inbox("stream_reminder");
    }

    private static Map<String, Object> data(Person person) {
        @SuppressWarnings("unchecked")
        var data = (Map<String, Object>)
                Objects.requireNonNull(reminders(person).getFirst().get("data"));
        return data;
    }

    private boolean worked(StreamScheduled planned, long version) {
        return world.count(
                        "select count(*) from schedules where schedule_id = $1 and planned_version = $2",
                        Tuple.of(planned.scheduleId(), version))
                == 1;
    }

    private Instant remindAt(StreamScheduled planned) {
        return world.query("select remind_at from schedules where schedule_id = $1", Tuple.of(planned.scheduleId()))
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }

    private long fanouts(StreamScheduled planned) {
        return world.count(
                "select count(*) from fanouts where kind = 'stream_reminder' and facts ->> 'schedule_id' = $1",
                Tuple.of(planned.scheduleId().toString()));
    }
}
