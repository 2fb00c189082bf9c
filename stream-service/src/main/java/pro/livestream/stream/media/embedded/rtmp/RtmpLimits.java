package pro.livestream.stream.media.embedded.rtmp;

import java.time.Duration;

/** The bounds of the RTMP ingest. */
public record RtmpLimits(
        int messageBytesMax,
        int connectionsMax,
        int connectionsPerAddressMax,
        Duration publishTimeout,
        Duration readTimeout) {

    /** Commands of a peer that has shown no key yet need no more. */
    static final int UNKNOWN_PEER_MESSAGE_BYTES_MAX = 64 * 1024;

    public RtmpLimits {
        if (messageBytesMax < UNKNOWN_PEER_MESSAGE_BYTES_MAX) {
            throw new IllegalArgumentException("messageBytesMax is below " + UNKNOWN_PEER_MESSAGE_BYTES_MAX);
        }
    }
}
