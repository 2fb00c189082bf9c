package pro.livestream.chat.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Protocol;

/** A room's connections on one event loop in one protocol; everything but construction happens on that loop. */
final class Lane {

    private static final int MEMBERS_START = 4;

    private final EventLoop loop;
    private final Protocol protocol;
    private final FlushWindowPolicy window;
    private final int connectionBytesMax;
    private final FanoutMetrics metrics;
    private final List<OutFrame> pending = new ArrayList<>();
    private final List<Connection> apart = new ArrayList<>();
    private final List<Connection> slow = new ArrayList<>();

    private Connection[] members = new Connection[MEMBERS_START];
    private int size;
    private int pendingBytes;
    private long lastFlushNanos;
    private boolean flushDue;

    Lane(EventLoop loop, Protocol protocol, FanoutConfig config, FanoutMetrics metrics) {
        this.loop = loop;
        this.protocol = protocol;
        this.window = new FlushWindowPolicy(
                config.windowMax().toNanos(), config.windowUnderLoadMax().toNanos(), config.quietFramesPerSecondMax());
        this.connectionBytesMax = config.connectionBytesMax();
        this.metrics = metrics;
        this.lastFlushNanos = System.nanoTime() - config.windowMax().toNanos();
    }

    EventLoop loop() {
        return loop;
    }

    int size() {
        return size;
    }

    /** Adds a connection behind everything offered before, its first frame ahead of everything offered after. */
    void join(Connection connection, byte[] first) {
        if (connection.isClosed()) {
            return;
        }
        flush();
        if (size == members.length) {
            members = Arrays.copyOf(members, size + (size >> 1) + 1);
        }
        connection.lane = this;
        connection.index = size;
        members[size++] = connection;
        if (first.length > 0) {
            connection.write(first);
        }
    }

    /** Takes a connection out in constant time. */
    @SuppressWarnings("NullAway") // the freed slot is behind size
    void remove(Connection connection) {
        int index = connection.index;
        Connection last = members[--size];
        members[index] = last;
        last.index = index;
        members[size] = null;
        connection.index = -1;
        connection.lane = null;
    }

    /** Writes to one member what must come behind all that was offered before. */
    void tell(Connection connection, ByteBuf frame) {
        flush();
        if (!connection.isClosed()) {
            connection.deliver(frame);
        }
    }

    /** Takes a frame for all members, to be written now or with others. */
    void offer(OutFrame frame) {
        long now = System.nanoTime();
        long windowNanos = window.windowAfterFrame(now);
        pending.add(frame);
        pendingBytes += frame.bytes().length;
        if (flushDue) {
            return;
        }
        long wait = lastFlushNanos + windowNanos - now;
        if (wait <= 0) {
            flush();
        } else {
            flushDue = true;
            var _ = loop.schedule(this::flushOnTime, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void flushOnTime() {
        flushDue = false;
        flush();
    }

    /** Writes everything pending as one buffer to every member. */
    void flush() {
        if (pending.isEmpty()) {
            return;
        }
        long started = System.nanoTime();
        if (size > 0) {
            writeBatch();
        }
        pending.clear();
        pendingBytes = 0;
        lastFlushNanos = System.nanoTime();
        window.wrote(lastFlushNanos - started);
    }

    private void writeBatch() {
        var batch = new Batch(pending, pendingBytes, protocol);
        for (var frame : pending) {
            setApart(frame.sender());
            for (var concerned : frame.concerned()) {
                setApart(concerned);
            }
        }
        for (int i = 0; i < size; i++) {
            var member = members[i];
            if (!member.apart) {
                ByteBuf frames = batch.of(member.cohort());
                if (frames.isReadable()) {
                    member.deliver(frames.retainedDuplicate());
                }
            }
            if (member.isOver(connectionBytesMax)) {
                slow.add(member);
            }
        }
        for (var member : apart) {
            member.apart = false;
            member.deliver(batch.of(member));
        }
        apart.clear();
        metrics.delivered(pending, batch.deliveries(members, size));
        batch.release();
        closeSlow();
    }

    private void setApart(@Nullable Connection member) {
        if (member != null && member.lane == this && !member.apart) {
            member.apart = true;
            apart.add(member);
        }
    }

    private void closeSlow() {
        for (var connection : slow) {
            metrics.slowClosed();
            connection.close(CloseReason.TOO_SLOW);
        }
        slow.clear();
    }

    /** Pings the idle and closes the dead. */
    void checkAlive(int missedMax) {
        for (int i = size - 1; i >= 0; i--) {
            members[i].checkAlive(missedMax);
        }
    }

    void closeAll(Function<Connection, CloseReason> reason) {
        flush();
        for (int i = size - 1; i >= 0; i--) {
            members[i].close(reason.apply(members[i]));
        }
    }
}
