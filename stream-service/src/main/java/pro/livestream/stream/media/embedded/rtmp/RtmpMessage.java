package pro.livestream.stream.media.embedded.rtmp;

/** One whole RTMP message, put together from its chunks. */
final class RtmpMessage {

    static final int SET_CHUNK_SIZE = 1;
    static final int ABORT = 2;
    static final int ACKNOWLEDGEMENT = 3;
    static final int USER_CONTROL = 4;
    static final int WINDOW_ACK_SIZE = 5;
    static final int SET_PEER_BANDWIDTH = 6;
    static final int AUDIO = 8;
    static final int VIDEO = 9;
    static final int DATA_AMF3 = 15;
    static final int COMMAND_AMF3 = 17;
    static final int DATA_AMF0 = 18;
    static final int COMMAND_AMF0 = 20;

    private final int type;
    private final int streamId;
    private final int timestamp;
    private final byte[] body;

    RtmpMessage(int type, int streamId, int timestamp, byte[] body) {
        this.type = type;
        this.streamId = streamId;
        this.timestamp = timestamp;
        this.body = body;
    }

    int type() {
        return type;
    }

    int streamId() {
        return streamId;
    }

    /** Milliseconds, unsigned, wrapping at 2^32. */
    int timestamp() {
        return timestamp;
    }

    byte[] body() {
        return body;
    }

    int intBody() {
        if (body.length < 4) {
            throw new RtmpProtocolException("control message is too short");
        }
        return (body[0] & 0xff) << 24 | (body[1] & 0xff) << 16 | (body[2] & 0xff) << 8 | (body[3] & 0xff);
    }
}
