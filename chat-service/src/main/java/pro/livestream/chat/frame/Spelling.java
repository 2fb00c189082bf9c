package pro.livestream.chat.frame;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol spells what many are shown at the same time: made at the first time, so that a crowd costs one. For what only
 * one protocol shows; on the core loop.
 */
public final class Spelling {

    private byte @Nullable [] known;

    /** Not to be changed. */
    public byte[] once(Supplier<byte[]> spell) {
        var made = known;
        if (made == null) {
            made = spell.get();
            known = made;
        }
        return made;
    }
}
