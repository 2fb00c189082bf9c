package pro.livestream.chat.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A room's connections on one event loop in one protocol; everything but construction happens on that loop. */
final class Lane {

    private static final int MEMBERS_START = 4;

    private final EventLoop loop;
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

    Lane(EventLoop loop, FanoutConfig config, FanoutMetrics metrics) {
        this.loop = loop;
        this.window = new FlushWindowPolicy(config.windowMax().toNanos(), config.quietFramesPerSecondMax());
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
    void tell(Connection connection, byte[] frame) {
        flush();
        connection.write(frame);
    }

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
        if (size > 0) {
            writeBatch();
        }
        metrics.delivered(pending, size);
        pending.clear();
        pendingBytes = 0;
        lastFlushNanos = System.nanoTime();
    }

    private void writeBatch() {
        ByteBuf batch = ByteBufAllocator.DEFAULT.directBuffer(pendingBytes);
        for (var frame : pending) {
            batch.writeBytes(frame.bytes());
            var sender = frame.sender();
            if (sender != null && sender.lane == this && !sender.apart) {
                sender.apart = true;
                apart.add(sender);
            }
        }
        for (int i = 0; i < size; i++) {
            var member = members[i];
            if (!member.apart) {
                member.deliver(batch.retainedDuplicate());
            }
            if (member.isOver(connectionBytesMax)) {
                slow.add(member);
            }
        }
        batch.release();
        writeApart();
        closeSlow();
    }

    private void writeApart() {
        for (var sender : apart) {
            sender.apart = false;
            ByteBuf own = ByteBufAllocator.DEFAULT.directBuffer(pendingBytes + 128);
            for (var frame : pending) {
                own.writeBytes(frame.bytesFor(sender));
            }
            sender.deliver(own);
        }
        apart.clear();
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
