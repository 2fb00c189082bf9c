package pro.livestream.chat.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pro.livestream.chat.frame.ClientFrame;
import pro.livestream.chat.frame.Protocol;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;

class AudienceTest {

    private final Audience audience = new Audience(new Settings(), new FanoutMetrics(new SimpleMeterRegistry()));
    private final Protocol plain = new Plain();

    /** Spells a comment as its text and a welcome as {@code hi}. */
    private static final class Plain implements Protocol {
        @Override
        public ClientFrame decode(byte[] text) {
            return new ClientFrame.Ping();
        }

        @Override
        public byte[] encode(ServerFrame frame) {
            var text = frame instanceof ServerFrame.Commented commented
                    ? commented.comment() + (commented.clientId() == null ? "" : "/" + commented.clientId())
                    : frame instanceof ServerFrame.Sampled sampled
                            ? "skip " + sampled.from() + " " + sampled.to()
                            : "hi";
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Settings() implements FanoutConfig {
        @Override
        public Duration windowMax() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration windowUnderLoadMax() {
            return Duration.ofMillis(250);
        }

        @Override
        public int quietFramesPerSecondMax() {
            return 3;
        }

        @Override
        public int viewerMessagesPerSecondMax() {
            return 40;
        }

        @Override
        public int connectionBytesMax() {
            return 100_000;
        }

        @Override
        public Duration closeTimeout() {
            return Duration.ofSeconds(3);
        }
    }

    private Connection connection(EmbeddedChannel channel) {
        return connection(channel, UUID.randomUUID());
    }

    private Connection connection(EmbeddedChannel channel, UUID userId) {
        var caller = new Caller(
                Caller.Kind.USER,
                new Tenant("localhost"),
                userId.toString(),
                "ann",
                Set.of("user"),
                Set.of(),
                null,
                "",
                Instant.EPOCH,
                Instant.MAX);
        return new Connection(
                channel, channel, plain, new Connection.Member(caller, "viewer", "ann"), Duration.ofSeconds(3));
    }

    private Connection join(EmbeddedChannel channel) {
        var connection = connection(channel);
        audience.join(connection, new ServerFrame.Pong());
        channel.runPendingTasks();
        return connection;
    }

    private void say(String text) {
        audience.broadcast(new ServerFrame.Commented(text, null));
    }

    /** Everything written so far as text, frame heads replaced by a bar. */
    private static String read(EmbeddedChannel channel) {
        channel.runPendingTasks();
        channel.advanceTimeBy(60, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        var text = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            while (out.isReadable()) {
                out.skipBytes(1);
                int length = out.readUnsignedByte();
                length = length == 126 ? out.readUnsignedShort() : length;
                text.append('|').append(out.readCharSequence(length, StandardCharsets.UTF_8));
            }
            out.release();
        }
        return text.toString();
    }

    private static int writes(EmbeddedChannel channel) {
        channel.runPendingTasks();
        channel.advanceTimeBy(60, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        return channel.outboundMessages().size();
    }

    @Test
    void framesArriveInOrderBehindTheFirstOne() {
        EmbeddedChannel channel = new Embedded();
        join(channel);

        for (int i = 0; i < 10; i++) {
            say("m" + i);
        }

        assertEquals("|hi|m0|m1|m2|m3|m4|m5|m6|m7|m8|m9", read(channel));
    }

    @Test
    void aBurstSharesWrites() {
        EmbeddedChannel channel = new Embedded();
        join(channel);

        for (int i = 0; i < 100; i++) {
            say("m" + i);
        }
        channel.runPendingTasks();

        assertFalse(writes(channel) > 10, "too many writes");
    }

    @Test
    void onlyTheSenderSeesItsClientId() {
        var sender = new Embedded();
        var other = new Embedded();
        var connection = join(sender);
        join(other);

        audience.broadcast(
                new ServerFrame.Commented("m", null),
                new Audience.Sender(connection, new ServerFrame.Commented("m", "c1"), 1));

        assertEquals("|hi|m/c1", read(sender));
        assertEquals("|hi|m", read(other));
    }

    @Test
    void whoComesLateGetsNothingFromBefore() {
        var early = new Embedded();
        join(early);
        for (int i = 0; i < 9; i++) {
            say("m" + i);
        }
        early.runPendingTasks();

        var late = new Embedded();
        join(late);
        say("new");

        assertEquals("|hi|new", read(late));
    }

    @Test
    void whoLeftGetsNothing() {
        var gone = new Embedded();
        var connection = join(gone);
        connection.closed();
        audience.left(connection);

        say("m");

        assertEquals("|hi", read(gone));
        assertEquals(0, audience.connections());
    }

    @Test
    void aSlowReaderIsTakenOutAndOthersGoOn() {
        var slow = new Embedded(new Stuck());
        var quick = new Embedded();
        var connection = join(slow);
        join(quick);

        for (int i = 0; i < 20; i++) {
            say("y".repeat(20_000));
            slow.runPendingTasks();
            quick.runPendingTasks();
            slow.advanceTimeBy(60, TimeUnit.MILLISECONDS);
            quick.advanceTimeBy(60, TimeUnit.MILLISECONDS);
            slow.runScheduledPendingTasks();
            quick.runScheduledPendingTasks();
        }

        assertTrue(connection.isClosed());
        assertEquals(-1, connection.index);
        assertTrue(quick.isOpen());
        assertTrue(quick.outboundMessages().size() > 15);
    }

    private List<String> heardInAHotRoom(List<Embedded> channels, int messages, Set<UUID> concerned) {
        for (int i = 1; i <= messages; i++) {
            audience.broadcastOrdinary(
                    new ServerFrame.Commented(Integer.toString(i), null), Audience.Sender.NONE, i, () -> concerned);
        }
        return channels.stream().map(AudienceTest::read).toList();
    }

    private static List<Integer> numbers(String heard) {
        return Arrays.stream(heard.split("\\|", -1))
                .filter(frame -> frame.matches("[0-9]+"))
                .map(Integer::valueOf)
                .toList();
    }

    /** Offsets that a reader saw or was told not to miss. */
    private static Set<Integer> accountedFor(String heard) {
        var known = new HashSet<>(numbers(heard));
        for (var frame : heard.split("\\|", -1)) {
            if (frame.startsWith("skip ")) {
                var range = frame.split(" ", -1);
                for (int i = Integer.parseInt(range[1]); i <= Integer.parseInt(range[2]); i++) {
                    known.add(i);
                }
            }
        }
        return known;
    }

    private static int skipped(String heard) {
        return Arrays.stream(heard.split("\\|", -1))
                .filter(frame -> frame.startsWith("skip "))
                .map(frame -> frame.split(" ", -1))
                .mapToInt(range -> Integer.parseInt(range[2]) - Integer.parseInt(range[1]) + 1)
                .sum();
    }

    @Test
    void aHotRoomIsSampledByCohortsAndEveryHoleIsMarked() {
        var channels = new ArrayList<Embedded>();
        for (int i = 0; i < 256; i++) {
            var channel = new Embedded();
            audience.join(connection(channel, new UUID(7, i)), new ServerFrame.Pong());
            channels.add(channel);
        }

        var heard = heardInAHotRoom(channels, 400, Set.of());

        var seenBySomebody = new HashSet<Integer>();
        var different = new HashSet<List<Integer>>();
        for (var one : heard) {
            var numbers = numbers(one);
            seenBySomebody.addAll(numbers);
            different.add(numbers);
            // The first 40 pass, then 40/41, 40/42 ... 40/400: their sum is 40 (1 + ln 10).
            assertTrue(numbers.size() > 110 && numbers.size() < 155, "a viewer got " + numbers.size());
            assertEquals(numbers.stream().sorted().toList(), numbers);
            assertEquals(400 - numbers.size(), skipped(one));
            assertEquals(400, accountedFor(one).size());
        }
        assertEquals(400, seenBySomebody.size());
        assertTrue(different.size() == SamplingPolicy.COHORTS, "cohorts: " + different.size());
    }

    @Test
    void whoIsConcernedGetsAllOfAHotRoomOnEveryConnection() {
        var author = UUID.randomUUID();
        var first = new Embedded();
        var second = new Embedded();
        audience.join(connection(first, author), new ServerFrame.Pong());
        audience.join(connection(second, author), new ServerFrame.Pong());
        var other = new Embedded();
        join(other);

        var heard = heardInAHotRoom(List.of(first, second, other), 300, Set.of(author));

        assertEquals(300, numbers(heard.get(0)).size());
        assertEquals(300, numbers(heard.get(1)).size());
        assertTrue(numbers(heard.get(2)).size() < 200);
    }

    @Test
    void whatIsNotOrdinaryIsNeverLeftOut() {
        var channel = new Embedded();
        join(channel);

        for (int i = 0; i < 300; i++) {
            say("m" + i);
        }

        assertEquals(300, read(channel).split("\\|m", -1).length - 1);
    }

    @Test
    void connectionsOfAUserAreKnownUntilTheLastIsGone() {
        var user = UUID.randomUUID();
        var one = connection(new Embedded(), user);
        var two = connection(new Embedded(), user);
        var three = connection(new Embedded(), user);
        for (var connection : List.of(one, two, three)) {
            audience.join(connection, new ServerFrame.Pong());
        }

        audience.left(two);
        audience.left(three);

        assertEquals(List.of(one), audience.of(user));
        audience.left(one);
        assertFalse(audience.has(user));
        assertEquals(0, audience.users());
    }

    /** Never lets anything out, as a peer that does not read. */
    private static final class Stuck extends ChannelOutboundHandlerAdapter {
        @Override
        public void flush(ChannelHandlerContext context) {
            // what was written stays in the channel's buffer
        }
    }

    /** Runs tasks one after the other, as a real event loop does, and not inside each other. */
    private static final class Embedded extends EmbeddedChannel {
        private boolean running;

        Embedded(ChannelHandler... handlers) {
            super(handlers);
        }

        @Override
        public void runPendingTasks() {
            if (!running) {
                running = true;
                super.runPendingTasks();
                running = false;
            }
        }
    }
}
