package pro.livestream.chat.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Protocol;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.platform.identity.Caller;

/** One open socket: its channel, who speaks through it and how; fields without a note belong to its event loop. */
public final class Connection {

    private final Channel channel;
    private final ChannelOutboundInvoker out;
    private final Protocol protocol;
    private final Member member;
    private final Duration closeTimeout;

    /** Where this connection stands in its lane; -1 outside. */
    int index = -1;

    @Nullable Lane lane;

    /** Whether the lane's current batch holds a frame of its own for this connection. */
    boolean apart;

    /** The next connection of the same user in the same room; the core loop's. */
    @Nullable Connection sameUser;

    private boolean closed;
    private int unansweredPings;
    private boolean heard;

    /** Who is connected; the name follows a rename and is read by any thread. */
    public static final class Member {
        private final Caller caller;
        private final UUID userId;
        private final String role;
        private final List<ByteBuffer> marks;
        private final int cohort;
        private volatile String username;
        private boolean noted;

        public Member(Caller caller, String role, String username) {
            this(caller, role, username, List.of());
        }

        /** {@code marks} are salted hashes of where the connection came from. */
        public Member(Caller caller, String role, String username, List<ByteBuffer> marks) {
            this.caller = caller;
            this.userId = caller.userId();
            this.role = role;
            this.cohort = ((userId.hashCode() * 0x9E3779B9) >>> 16) % SamplingPolicy.COHORTS;
            this.username = username;
            this.marks = List.copyOf(marks);
        }

        public List<ByteBuffer> marks() {
            return marks;
        }

        /** True the first time; on the core loop. */
        public boolean isFirstNote() {
            boolean first = !noted;
            noted = true;
            return first;
        }

        public Caller caller() {
            return caller;
        }

        public UUID userId() {
            return userId;
        }

        public String role() {
            return role;
        }

        public String username() {
            return username;
        }

        public void rename(String name) {
            username = name;
        }
    }

    /** {@code out} is where encoded frames enter the pipeline: behind the frame encoder, or the channel itself. */
    public Connection(
            Channel channel, ChannelOutboundInvoker out, Protocol protocol, Member member, Duration closeTimeout) {
        this.channel = channel;
        this.out = out;
        this.protocol = protocol;
        this.member = member;
        this.closeTimeout = closeTimeout;
    }

    public Protocol protocol() {
        return protocol;
    }

    public Member member() {
        return member;
    }

    /** Which part of a room's viewers this one belongs to; all connections of a user to the same. */
    int cohort() {
        return member.cohort;
    }

    public EventLoop loop() {
        return channel.eventLoop();
    }

    /** Writes a frame to this connection alone; from any thread. */
    public void send(ServerFrame frame) {
        byte[] json = protocol.encode(frame);
        if (json != null) {
            write(WebSocketBytes.text(json));
        }
    }

    /** Says why, and closes as soon as the other side answers or has had its time; from any thread, at most once. */
    public void close(CloseReason reason) {
        if (!loop().inEventLoop()) {
            loop().execute(() -> close(reason));
            return;
        }
        if (closed) {
            return;
        }
        closed = true;
        leaveLane();
        var _ = out.writeAndFlush(Unpooled.wrappedBuffer(WebSocketBytes.close(reason.code(), reason.reason())));
        var _ = loop().schedule(this::cutOff, closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Past Vert.x, which would first wait for an answer that does not come. */
    private void cutOff() {
        var _ = out.close();
    }

    /** The channel is gone. */
    public void closed() {
        closed = true;
        leaveLane();
    }

    public boolean isClosed() {
        return closed;
    }

    /** Something arrived, so the other side is there. */
    public void heard() {
        heard = true;
        unansweredPings = 0;
    }

    public void pong(byte[] payload) {
        write(WebSocketBytes.pong(payload));
    }

    /** Pings an idle client and closes one that missed {@code missedMax}; on the event loop. */
    void checkAlive(int missedMax) {
        if (heard) {
            heard = false;
            return;
        }
        if (unansweredPings >= missedMax) {
            close(CloseReason.NO_ANSWER);
            return;
        }
        unansweredPings++;
        write(WebSocketBytes.ping());
    }

    /** Writes an encoded frame; from any thread. */
    void write(byte[] frame) {
        if (!loop().inEventLoop()) {
            loop().execute(() -> write(frame));
            return;
        }
        if (!closed) {
            var _ = out.writeAndFlush(Unpooled.wrappedBuffer(frame), channel.voidPromise());
        }
    }

    /** Hands over one reference of a buffer; on the event loop. */
    void deliver(ByteBuf frames) {
        var _ = out.writeAndFlush(frames, channel.voidPromise());
    }

    /** Whether more waits here than one connection may hold; on the event loop. */
    boolean isOver(int bytesMax) {
        if (channel.isWritable()) {
            return false;
        }
        var waiting = channel.unsafe().outboundBuffer();
        return waiting != null && waiting.totalPendingWriteBytes() > bytesMax;
    }

    private void leaveLane() {
        if (lane != null) {
            lane.remove(this);
        }
    }
}
