package pro.livestream.chat.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Protocol;
import pro.livestream.chat.frame.ServerFrame;

/**
 * The frames that leave a lane together, as one buffer for each cohort that is left out of some; without sampling there is
 * one for all.
 */
final class Batch {

    private static final int MARKER_BYTES = 128;

    private final List<OutFrame> frames;
    private final Protocol protocol;
    private final int bytes;
    private final boolean sampled;
    private final @Nullable ByteBuf[] buffers;

    Batch(List<OutFrame> frames, int bytes, Protocol protocol) {
        this.frames = frames;
        this.bytes = bytes;
        this.protocol = protocol;
        boolean some = false;
        for (var frame : frames) {
            some |= !frame.isForAll();
        }
        this.sampled = some;
        this.buffers = new ByteBuf[some ? SamplingPolicy.COHORTS : 1];
    }

    /** What the members of a cohort get; empty where all was left out and the protocol has no marker. */
    ByteBuf of(int cohort) {
        int index = sampled ? cohort : 0;
        var made = buffers[index];
        if (made == null) {
            made = sampled ? sampledFor(frame -> frame.isFor(cohort), null) : whole();
            buffers[index] = made;
        }
        return made;
    }

    /** What one member gets that has frames of its own or is concerned by some. */
    ByteBuf of(Connection connection) {
        return sampledFor(frame -> frame.isFor(connection.cohort()) || frame.concerns(connection), connection);
    }

    /** How many frames all members together get. */
    long deliveries(Connection[] members, int size) {
        if (!sampled) {
            return (long) frames.size() * size;
        }
        long count = 0;
        for (int i = 0; i < size; i++) {
            for (var frame : frames) {
                count += frame.isFor(members[i].cohort()) || frame.concerns(members[i]) ? 1 : 0;
            }
        }
        return count;
    }

    void release() {
        for (var buffer : buffers) {
            if (buffer != null) {
                buffer.release();
            }
        }
    }

    private ByteBuf whole() {
        ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(bytes);
        for (var frame : frames) {
            buffer.writeBytes(frame.bytes());
        }
        return buffer;
    }

    /** Each run of frames that is left out is marked where it would have stood. */
    private ByteBuf sampledFor(Predicate<OutFrame> wanted, @Nullable Connection reader) {
        ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(bytes + MARKER_BYTES);
        @Nullable OutFrame first = null;
        @Nullable OutFrame last = null;
        for (var frame : frames) {
            if (!wanted.test(frame)) {
                first = first == null ? frame : first;
                last = frame;
                continue;
            }
            mark(buffer, first, last);
            first = null;
            buffer.writeBytes(reader == null ? frame.bytes() : frame.bytesFor(reader));
        }
        mark(buffer, first, last);
        return buffer;
    }

    private void mark(ByteBuf buffer, @Nullable OutFrame first, @Nullable OutFrame last) {
        if (first == null || last == null) {
            return;
        }
        byte[] marker = protocol.encode(new ServerFrame.Sampled(first.offset(), last.offset(), last.ratio()));
        if (marker != null) {
            buffer.writeBytes(WebSocketBytes.text(marker));
        }
    }
}
