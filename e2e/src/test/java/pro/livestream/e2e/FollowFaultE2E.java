package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pro.livestream.e2e.FollowE2E.follow;
import static pro.livestream.e2e.FollowE2E.goLive;
import static pro.livestream.e2e.FollowE2E.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** notification-service killed with -9 in the middle of telling followers: none is left out, and none is told twice. */
@ResourceLock(Needs.NOTIFICATION)
class FollowFaultE2E {
    private static final int FOLLOWERS = 120;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void tellsAllFollowersOnceThoughItIsKilledMeanwhile() {
        var alice = Person.registered("alice");
        var followers = inParallel(IntStream.range(0, FOLLOWERS).boxed().toList(), n -> {
            var follower = Person.registered("follower");
            follow(follower, alice);
            return follower;
        });
        assertThat(new TreeSet<>(followers.stream().map(Person::id).toList())).hasSize(FOLLOWERS);
        var catcher = Mails.catcher();
        var victim = ProcessHandle.of(Suite.running()
                        .process("notification-service")
                        .get("pid")
                        .asLong())
                .orElseThrow();
        var first = followers.stream()
                .min(java.util.Comparator.comparing(Person::id))
                .orElseThrow();

        String stream;
        Instant killedAt;
        try (var socket = NotificationClient.socket(first)) {
            stream = goLive(alice, "Evening jam");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> !socket.about(stream).isEmpty());
            killedAt = Instant.now();
            victim.destroyForcibly();
        }
        await().atMost(PATIENCE).until(() -> !victim.isAlive());
        await().atMost(PATIENCE).until(() -> Suite.running().isReady("notification-service"));

        var told = told(followers, stream);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(mailed(catcher, followers, alice))
                        .allSatisfy(mails -> assertThat(mails).isNotEmpty()));
        var mails = mailed(catcher, followers, alice);
        var before = told.stream()
                .filter(one -> Instant.parse(one.path("created_at").asText()).isBefore(killedAt))
                .count();
        var copies = mails.stream().mapToInt(List::size).sum();
        System.out.printf(
                "%d followers: %d told before the kill, %d after it, %d notifications in all; %d mails, %d of them twice%n",
                FOLLOWERS, before, told.size() - before, told.size(), copies, copies - FOLLOWERS);

        assertThat(before).as("told before the kill").isBetween(1L, FOLLOWERS - 1L);
        assertThat(told).hasSize(FOLLOWERS);
        assertThat(new TreeSet<>(
                        told.stream().map(one -> one.path("user_id").asText()).toList()))
                .hasSize(FOLLOWERS);
        // a mail that was on its way may come twice, but then it is the same one and says so
        assertThat(mails)
                .allSatisfy(ofOne -> assertThat(Set.copyOf(ofOne.stream()
                                .map(mail -> mail.header("Message-ID"))
                                .toList()))
                        .hasSize(1));
    }

    /** All that the followers were told of the stream, as soon as none of them waits any longer. */
    private static List<JsonNode> told(List<Person> followers, String stream) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(inParallel(followers, follower -> inbox(follower, stream)))
                        .allSatisfy(inbox -> assertThat(inbox).isNotEmpty()));
        return inParallel(followers, follower -> inbox(follower, stream)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<List<Mails.Mail>> mailed(String catcher, List<Person> followers, Person broadcaster) {
        return inParallel(followers, follower -> Mails.to(catcher, follower, broadcaster.username() + " is live"));
    }

    private static <T, R> List<R> inParallel(List<T> all, Function<T, R> work) {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            return pool
                    .invokeAll(all.stream()
                            .map(one -> (java.util.concurrent.Callable<R>) () -> work.apply(one))
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
