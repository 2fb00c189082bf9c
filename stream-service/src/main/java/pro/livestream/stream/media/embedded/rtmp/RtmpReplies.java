package pro.livestream.stream.media.embedded.rtmp;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few messages that a publish-only server sends, each below its own chunk size. */
final class RtmpReplies {

    static final int CHUNK_SIZE = 4096;
    static final int ACK_WINDOW = 2_500_000;

    private static final int CONTROL_CHUNK_STREAM = 2;
    private static final int COMMAND_CHUNK_STREAM = 3;

    private RtmpReplies() {}

    static Buffer connected(double transaction) {
        var properties = new LinkedHashMap<String, AmfValue>();
        properties.put("fmsVer", new AmfValue.Text("FMS/3,5,7,7009"));
        properties.put("capabilities", new AmfValue.Num(31));
        return Buffer.buffer()
                .appendBuffer(
                        control(RtmpMessage.WINDOW_ACK_SIZE, Buffer.buffer().appendInt(ACK_WINDOW)))
                .appendBuffer(control(
                        RtmpMessage.SET_PEER_BANDWIDTH,
                        Buffer.buffer().appendInt(ACK_WINDOW).appendByte((byte) 2)))
                .appendBuffer(
                        control(RtmpMessage.SET_CHUNK_SIZE, Buffer.buffer().appendInt(CHUNK_SIZE)))
                .appendBuffer(result(
                        transaction,
                        new AmfValue.Obj(properties),
                        status("status", "NetConnection.Connect.Success", "Connected.")));
    }

    static Buffer result(double transaction, AmfValue... values) {
        var all = new AmfValue[values.length + 2];
        all[0] = new AmfValue.Text("_result");
        all[1] = new AmfValue.Num(transaction);
        System.arraycopy(values, 0, all, 2, values.length);
        return command(0, all);
    }

    static Buffer error(double transaction, String code, String description) {
        return command(
                0,
                new AmfValue.Text("_error"),
                new AmfValue.Num(transaction),
                new AmfValue.Nothing(),
                status("error", code, description));
    }

    static Buffer publishStatus(int messageStream, String level, String code, String description) {
        return command(
                messageStream,
                new AmfValue.Text("onStatus"),
                new AmfValue.Num(0),
                new AmfValue.Nothing(),
                status(level, code, description));
    }

    static Buffer acknowledgement(long received) {
        return control(RtmpMessage.ACKNOWLEDGEMENT, Buffer.buffer().appendInt((int) received));
    }

    static Buffer pong(byte[] ping) {
        var body = Buffer.buffer().appendShort((short) 7);
        body.appendBytes(ping, 2, 4);
        return control(RtmpMessage.USER_CONTROL, body);
    }

    private static AmfValue status(String level, String code, String description) {
        return new AmfValue.Obj(Map.of(
                "level", new AmfValue.Text(level),
                "code", new AmfValue.Text(code),
                "description", new AmfValue.Text(description)));
    }

    private static Buffer command(int messageStream, AmfValue... values) {
        return message(
                COMMAND_CHUNK_STREAM, RtmpMessage.COMMAND_AMF0, messageStream, Buffer.buffer(Amf0.write(values)));
    }

    private static Buffer control(int type, Buffer body) {
        return message(CONTROL_CHUNK_STREAM, type, 0, body);
    }

    /** The chunk size in force before our own SET_CHUNK_SIZE is 128, so longer bodies are cut at that. */
    private static Buffer message(int chunkStream, int type, int messageStream, Buffer body) {
        int cut = type == RtmpMessage.COMMAND_AMF0 ? CHUNK_SIZE : 128;
        var out = Buffer.buffer(body.length() + 16)
                .appendByte((byte) chunkStream)
                .appendMedium(0)
                .appendMedium(body.length())
                .appendByte((byte) type)
                .appendIntLE(messageStream);
        for (int at = 0; at < body.length(); at += cut) {
            if (at > 0) {
                out.appendByte((byte) (0xc0 | chunkStream));
            }
            out.appendBuffer(body, at, Math.min(cut, body.length() - at));
        }
        return out;
    }
}
