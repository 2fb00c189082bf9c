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
        var caller = new Caller(
                Caller.Kind.USER,
                new Tenant("localhost"),
                UUID.randomUUID().toString(),
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
