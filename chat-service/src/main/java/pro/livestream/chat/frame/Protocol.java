package pro.livestream.chat.frame;

import org.jspecify.annotations.Nullable;

/** One spelling of frames; two exist, and the core knows neither. */
public interface Protocol {

    /** Reads one text frame of at most the allowed size; never throws on bad input. */
    ClientFrame decode(byte[] text);

    /** JSON in UTF-8, or null where this protocol has no such frame. */
    byte @Nullable [] encode(ServerFrame frame);
}
