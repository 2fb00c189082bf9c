package pro.livestream.stream.media.embedded.rtmp;

/** The peer broke the protocol or a bound of ours; the connection is closed. */
final class RtmpProtocolException extends RuntimeException {

    RtmpProtocolException(String message) {
        super(message, null, false, false);
    }
}
