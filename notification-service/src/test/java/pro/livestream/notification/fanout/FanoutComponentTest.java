package pro.livestream.notification.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static pro.livestream.notification.testing.World.await;
import static pro.livestream.notification.testing.World.started;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ArchiveReady;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.MentionedUser;
import pro.livestream.contracts.event.StreamUpdated;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.notification.testing.GatewayContacts;
import pro.livestream.notification.testing.Mails;
import pro.livestream.notification.testing.World;
import pro.livestream.notification.testing.World.Person;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.TenantDatabase;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(GatewayContacts.class)
class FanoutComponentTest {
    @Inject
    World world;

    @Inject
    FanoutStore fanouts;

    @Inject
    RecipientStore recipients;

    @Inject
    Announcer announcer;

    @Inject
    TenantDatabase database;

    private Person alice;

    @BeforeEach
    void people() {
        world.ready();
        alice = world.person("alice");
    }

    @Test
    void tellsEachFollowerOnceInTheOwnLanguage() {
        var bob = world.person("bob");
        var yuki = world.person("yuki", "ja");
        var mei = world.person("mei", "zh-TW");
        var nobody = world.person("nobody");
        List.of(bob, yuki, mei).forEach(follower -> follower.follows(alice));
        var started = started(alice, "public", "start");

        world.send(started, "one");
        world.send(started, "two");

        await().untilAsserted(() -> assertThat(bob.inbox()).hasSize(1));
        await().untilAsserted(() -> assertThat(mei.inbox()).hasSize(1));
        assertThat(bob.inbox().getFirst())
                .containsEntry("kind", "stream_started")
                .containsEntry("title", alice.name() + " is live")
                .containsEntry("body", "Evening jam")
                .containsEntry("read_at", null);
        assertThat(streamsIn(bob)).containsExactly(started.streamId().toString());
        assertThat(yuki.inbox().getFirst()).containsEntry("title", alice.name() + "さんがライブ配信を開始しました");
        assertThat(mei.inbox().getFirst()).containsEntry("title", alice.name() + " 開始直播了");
        assertThat(nobody.inbox()).isEmpty();
        await().untilAsserted(() ->
                assertThat(Mails.to(GatewayContacts.address(bob.id()))).hasSize(1));
        assertThat(world.count("select count(*) from fanouts where source_id = $1", Tuple.of(started.streamId())))
                .isEqualTo(1);
    }

    @Test
    void tellsNobodyWhoIsBanned() {
        var bob = world.person("bob");
        var mallory = world.person("mallory");
        List.of(bob, mallory).forEach(follower -> follower.follows(alice));
        world.send(new UserProfileChanged(
                World.TENANT.name(),
                mallory.id(),
                mallory.name(),
                null,
                null,
                null,
                "en",
                true,
                false,
                Instant.now(),
                2));
        await().until(() ->
                world.count("select count(*) from users where user_id = $1 and banned", Tuple.of(mallory.id())) == 1);

        world.send(started(alice, "public", "start"));

        await().untilAsserted(() -> assertThat(bob.inbox()).hasSize(1));
        assertThat(world.count("select count(*) from notifications where user_id = $1", Tuple.of(mallory.id())))
                .isZero();
    }

    @Test
    void leavesOutUnlistedStreamsAndWaitsForMediaWhereAsked() {
        var bob = world.person("bob");
        bob.follows(alice);
        var unlisted = started(alice, "unlisted", "start");
        var later = started(alice, "public", "media");

        world.send(unlisted);
        world.send(later);
        world.send(updated(later.streamId(), "waiting"));
        var control = started(alice, "public", "start");
        world.send(control);
        await().untilAsserted(() -> assertThat(bob.inbox()).hasSize(1));
        world.send(updated(later.streamId(), "live"));

        await().untilAsserted(() -> assertThat(bob.inbox()).hasSize(2));
        assertThat(streamsIn(bob))
                .containsExactly(later.streamId().toString(), control.streamId().toString());
    }

    @Test
    void tellsTheReceiverOfATipAndTheOwnerOfARecording() {
        world.send(new TipSucceeded(
                World.TENANT.name(),
                Ids.next(),
                Ids.next(),
                UUID.randomUUID(),
                alice.id(),
                1_250,
                "EUR",
                20,
                "bob",
                "Great!",
                Instant.now(),
                1));
        world.send(new ArchiveReady(
                World.TENANT.name(),
                Ids.next(),
                Ids.next(),
                alice.id(),
                "Evening jam",
                "public",
                60,
                1_000,
                Instant.now(),
                1));

        await().untilAsserted(() -> assertThat(alice.inbox()).hasSize(2));
        assertThat(alice.inbox("tip_received").getFirst())
                .containsEntry("title", "bob tipped €12.50")
                .containsEntry("body", "Great!");
        assertThat(alice.inbox("archive_ready").getFirst()).containsEntry("title", "Your recording is ready");
    }

    @Test
    void tellsThoseWhomAMessageCallsByNameOnceAndNotItsAuthor() {
        var bob = world.person("bob");
        var said = mention(bob, "hello @alice", alice, bob);

        world.send(said);
        world.send(said);
        // another stream's partition may be read first
        await().untilAsserted(() -> assertThat(alice.inbox("mention")).hasSize(1));
        world.send(mention(bob, "again @alice", alice));

        await().untilAsserted(() -> assertThat(alice.inbox("mention")).hasSize(2));
        assertThat(alice.inbox("mention").getLast())
                .containsEntry("title", bob.name() + " mentioned you")
                .containsEntry("body", "hello @alice")
                .extracting("data")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("stream_id", said.streamId().toString())
                .containsEntry("comment_id", said.commentId().toString());
        assertThat(bob.inbox("mention")).isEmpty();
    }

    @Test
    void tellsNobodyOfAMentionWhoDoesNotWantIt() {
        alice.asks()
                .body(Map.of("kinds", Map.of("mention", Map.of("in_app", false, "push", false, "email", false))))
                .put("/api/notifications/preferences")
                .then()
                .statusCode(200);
        var bob = world.person("bob");
        var carol = world.person("carol");

        world.send(mention(bob, "hello @alice @carol", alice, carol));

        await().untilAsserted(() -> assertThat(carol.inbox("mention")).hasSize(1));
        assertThat(alice.inbox("mention")).isEmpty();
    }

    @Test
    void anErasedAuthorsWordsLeaveTheInboxesOfThoseMentioned() {
        var bob = world.person("bob");
        world.send(mention(bob, "SECRET @alice", alice));
        await().untilAsserted(() -> assertThat(alice.inbox("mention")).hasSize(1));

        world.send(World.gone(bob.id()));

        await().untilAsserted(() -> assertThat(alice.inbox("mention")).isEmpty());
    }

    private static ChatMessagePosted mention(Person author, String text, Person... mentioned) {
        return new ChatMessagePosted(
                        World.TENANT.name(),
                        Ids.next(),
                        author.id(),
                        author.name(),
                        text,
                        Instant.now(),
                        Ids.next(),
                        "message",
                        "1",
                        7,
                        null,
                        null,
                        null,
                        null,
                        7)
                .mentioning(Arrays.stream(mentioned)
                        .map(person -> new MentionedUser(person.id(), person.name()))
                        .toList());
    }

    @Test
    void reachesTenThousandFollowersOnceEachInTime() {
        followers(alice, 10_000);
        var started = started(alice, "public", "start");
        var before = Instant.now();

        world.send(started);

        Duration limit = Duration.ofSeconds(90);
        await().atMost(limit).until(() -> told(started.streamId()) == 10_000);
        System.out.printf(
                "10,000 followers had it in their inbox after %d ms%n",
                Duration.between(before, Instant.now()).toMillis());
        assertThat(world.count(
                        "select count(distinct user_id) from notifications where data ->> 'stream_id' = $1",
                        Tuple.of(started.streamId().toString())))
                .isEqualTo(10_000);
        assertThat(world.count(
                        "select count(*) from fanout_parts p join fanouts f using (fanout_id) where source_id = $1",
                        Tuple.of(started.streamId())))
                .isEqualTo(5);
        await().until(() -> world.count(
                        "select count(*) from fanout_parts p join fanouts f using (fanout_id)"
                                + " where source_id = $1 and not done",
                        Tuple.of(started.streamId()))
                == 0);
        silence(started.streamId());
    }

    @Test
    void goesOnWhereADeadWorkerStopped() {
        followers(alice, 1_200);
        var started = started(alice, "public", "start");
        var first = openAndTellFirstPage(started);
        assertThat(told(started.streamId())).isEqualTo(500);
        dieInTheMiddleOfAPage(first, started.streamId());

        await().until(() -> told(started.streamId()) == 1_200);

        assertThat(world.count(
                        "select count(distinct user_id) from notifications where data ->> 'stream_id' = $1",
                        Tuple.of(started.streamId().toString())))
                .isEqualTo(1_200);
        silence(started.streamId());
    }

    /** What a worker does until it is killed: its lease lives on for a while. */
    private FanoutStore.Part openAndTellFirstPage(pro.livestream.contracts.event.StreamStarted started) {
        var now = Clock.systemUTC().instant();
        return database.inTransaction(
                        World.TENANT,
                        tx -> fanouts.open(tx, started, now, 5_000)
                                .chain(() -> fanouts.lease(tx, "dead-worker", now, Duration.ofSeconds(12)))
                                .chain(leased -> recipients
                                        .followers(tx, alice.id(), new UUID(0, 0), null, 501)
                                        .chain(found -> announcer
                                                .tell(tx, Announcements.of(started), found.subList(0, 500), now)
                                                .chain(() -> fanouts.advance(
                                                        tx,
                                                        leased.orElseThrow(),
                                                        found.getLast().userId(),
                                                        500,
                                                        now.plusSeconds(12))))
                                        .replaceWith(leased.orElseThrow())))
                .await()
                .atMost(World.PATIENCE);
    }

    private void dieInTheMiddleOfAPage(FanoutStore.Part part, UUID streamId) {
        var died = database.inTransaction(
                        World.TENANT,
                        tx -> recipients
                                .followers(tx, alice.id(), part.nextId(), null, 800)
                                .chain(found -> announcer.tell(
                                        tx,
                                        part.announcement(),
                                        found,
                                        Clock.systemUTC().instant()))
                                .chain(() -> Uni.createFrom().<String>failure(new IllegalStateException("killed"))))
                .onFailure()
                .recoverWithItem("died")
                .await()
                .atMost(World.PATIENCE);
        assertThat(died).isEqualTo("died");
        assertThat(told(streamId)).isEqualTo(500);
    }

    private long told(UUID streamId) {
        return world.count(
                "select count(*) from notifications where kind = 'stream_started' and data ->> 'stream_id' = $1",
                Tuple.of(streamId.toString()));
    }

    /** Thousands of mails would keep the other tests waiting. */
    private void silence(UUID streamId) {
        var _ = world.query("""
            update deliveries d set state = 'dead', reason = 'the test is over' from notifications n
            where n.notification_id = d.notification_id and n.data ->> 'stream_id' = $1 and d.state = 'due'
            """, Tuple.of(streamId.toString()));
    }

    private void followers(Person broadcaster, int count) {
        var _ = world.query("""
            insert into follows (follow_id, follower_id, following_id)
            select gen_random_uuid(), gen_random_uuid(), $1::uuid from generate_series(1, $2::int)
            """, Tuple.of(broadcaster.id(), count));
    }

    private static List<String> streamsIn(Person person) {
        return person.inbox().stream()
                .map(one -> one.get("data") instanceof Map<?, ?> data ? String.valueOf(data.get("stream_id")) : "")
                .toList();
    }

    private StreamUpdated updated(UUID streamId, String media) {
        return new StreamUpdated(
                World.TENANT.name(),
                streamId,
                alice.id(),
                "Evening jam",
                null,
                null,
                List.of(),
                null,
                null,
                "public",
                "live",
                media,
                null,
                Instant.now(),
                null,
                Instant.now(),
                2);
    }
}
