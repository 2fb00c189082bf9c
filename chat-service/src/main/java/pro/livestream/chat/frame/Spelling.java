package pro.livestream.chat.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol spells what many are shown at the same time: made at the first time, so that a crowd costs one. For what only
 * one protocol shows; on the core loop.
 */
public final class Spelling {

    private byte @Nullable [] known;
    private @Nullable ByteBuf shared;

    /** Not to be changed. */
    public byte[] once(Supplier<byte[]> spell) {
        var made = known;
        if (made == null) {
            made = spell.get();
            known = made;
        }
        return made;
    }

    /**
     * A frame for many connections, as one piece of memory outside the heap that all of them write from; it goes when the last
     * has written it. Each writes a duplicate.
     */
    public ByteBuf shared(Supplier<byte[]> frame) {
        var made = shared;
        if (made == null) {
            byte[] bytes = frame.get();
            made = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip()));
            shared = made;
        }
        return made.duplicate();
    }
}
