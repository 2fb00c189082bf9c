package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many people in one room; forty who speak at full rate say 200 messages a second, each within the limit of one user. */
final class Crowd implements AutoCloseable {
    static final int PEOPLE = 40;
    static final Duration FULL_RATE = Duration.ofMillis(200);
    static final Duration HALF_RATE = Duration.ofMillis(400);
    static final Duration EASY_RATE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_REPEATS = Duration.ofMillis(125);
    private static final Duration BACK_AFTER = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Person> ALL = new ArrayList<>();

    private final List<ChatMember> members;
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(PEOPLE, Thread.ofVirtual().factory());
    private final AtomicBoolean speaking = new AtomicBoolean();

    private Crowd(List<ChatMember> members) {
        this.members = members;
    }

    /** So many of them in the room; {@code addresses} says where the n-th goes, in that order. */
    static Crowd in(String stream, int size, IntFunction<List<String>> addresses) {
        var people = people(size);
        var crowd = new Crowd(IntStream.range(0, size)
                .mapToObj(n -> new ChatMember(people.get(n), stream, addresses.apply(n)))
                .toList());
        await("the crowd is in").atMost(PATIENCE).until(() -> {
            crowd.members.forEach(ChatMember::connected);
            return crowd.members.stream().allMatch(ChatMember::isWelcome);
        });
        return crowd;
    }

    private static synchronized List<Person> people(int size) {
        while (ALL.size() < size) {
            ALL.add(Person.registered("crowd"));
        }
        return List.copyOf(ALL);
    }

    /** Each says something so often. */
    void speak(Duration between) {
        speaking.set(true);
        for (int n = 0; n < members.size(); n++) {
            var member = members.get(n);
            every(between, n, () -> {
                if (speaking.get()) {
                    member.say();
                }
            });
            every(BACK_AFTER, n, member::connected);
            every(BETWEEN_REPEATS, n, member::sayAgain);
        }
    }

    /** Nobody says anything new; what was not acknowledged is said again until it is. */
    void fallSilent() {
        speaking.set(false);
        for (int n = 0; n < members.size(); n++) {
            every(BETWEEN_REPEATS, n, members.get(n)::remember);
        }
        await("everything is acknowledged")
                .atMost(PATIENCE)
                .until(() -> members.stream().mapToInt(ChatMember::waiting).sum() == 0);
        await("everybody is there")
                .atMost(PATIENCE)
                .until(() -> members.stream().allMatch(ChatMember::isWelcome));
    }

    private void every(Duration time, int number, Runnable work) {
        var _ = clock.scheduleAtFixedRate(
                work, time.toMillis() * number / members.size(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<ChatMember.Account> accounts() {
        return members.stream().map(ChatMember::account).toList();
    }

    /** Of all messages on their way to all members, how long the given share of them took at most. */
    Duration lateness(double share) {
        var taken = accounts().stream()
                .flatMapToInt(account -> account.tookMillis().stream().mapToInt(Integer::intValue))
                .sorted()
                .toArray();
        return Duration.ofMillis(taken[(int) Math.ceil(taken.length * share) - 1]);
    }

    int returns() {
        return accounts().stream().mapToInt(ChatMember.Account::returns).sum();
    }

    int gaps() {
        return accounts().stream().mapToInt(ChatMember.Account::gaps).sum();
    }

    int refusals() {
        return accounts().stream().mapToInt(ChatMember.Account::refused).sum();
    }

    /** Ids of the acknowledged messages. */
    Set<String> acknowledged() {
        var ids = new HashSet<String>();
        accounts().forEach(account -> ids.addAll(account.acknowledged().values()));
        return ids;
    }

    /** All were shown the same in the same order, and each all that anybody was promised. */
    void sawEverythingInOneOrder() {
        var promised = acknowledged();
        await("everybody was shown everything")
                .atMost(PATIENCE)
                .until(() -> accounts().stream()
                        .allMatch(account -> new HashSet<>(account.seen().values()).containsAll(promised)));
        sawOneOrder();
    }

    /** No two were shown something else at the same offset, and nobody anything twice or backwards. */
    void sawOneOrder() {
        var order = new HashMap<Long, String>();
        for (var account : accounts()) {
            assertThat(account.faults()).isEmpty();
            account.seen().forEach((offset, id) -> {
                order.putIfAbsent(offset, id);
                assertThat(id).as("what is at %d", offset).isEqualTo(order.get(offset));
            });
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        members.forEach(ChatMember::close);
    }
}
