package pro.livestream.chat.protocol;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What a socket takes. */
@ConfigMapping(prefix = "livestream.chat.socket")
public interface SocketConfig {

    /** A larger text is refused with an error frame. */
    @WithDefault("16384")
    int textBytesMax();

    /** A larger WebSocket frame is not read at all: its connection closes with 1009. */
    @WithDefault("4194304")
    int frameBytesMax();

    /** Bad frames in a row that close a connection with 1008. */
    @WithDefault("5")
    int badFramesMax();

    /** Frames a second that one connection may send, and a second's worth more at once; what is beyond counts as bad. */
    @WithDefault("50")
    int framesPerSecondMax();

    /** {@code resume} and {@code history} requests a second of one connection, and a second's worth more at once. */
    @WithDefault("5")
    int lookupsPerSecondMax();

    /** What the kernel keeps for a connection that reads slowly, in bytes. */
    @WithDefault("262144")
    int sendBufferBytes();

    /** Connections that this node takes at most; further handshakes are 503. */
    @WithDefault("19000")
    int connectionsMax();

    /**
     * Origins that protocol B accepts from a browser; none: any, since the gateway, which alone turns cookies into tokens,
     * has checked the origin.
     */
    Optional<List<String>> origins();
}
