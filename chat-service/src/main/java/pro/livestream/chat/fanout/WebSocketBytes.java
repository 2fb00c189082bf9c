package pro.livestream.chat.fanout;

import java.nio.charset.StandardCharsets;

/** Server-to-client WebSocket frames as bytes (RFC 6455, section 5.2): unmasked, unfragmented. */
public final class WebSocketBytes {

    private static final int FIN = 0x80;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int CONTROL_LENGTH_MAX = 125;

    private WebSocketBytes() {}

    public static byte[] text(byte[] payload) {
        return frame(TEXT, payload);
    }

    static byte[] ping() {
        return frame(PING, new byte[0]);
    }

    static byte[] pong(byte[] payload) {
        return frame(PONG, payload);
    }

    static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, CONTROL_LENGTH_MAX - 2);
        byte[] payload = new byte[length + 2];
        payload[0] = (byte) (code >>> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, length);
        return frame(CLOSE, payload);
    }

    private static byte[] frame(int opcode, byte[] payload) {
        int length = payload.length;
        int header = length <= CONTROL_LENGTH_MAX ? 2 : length <= 0xFFFF ? 4 : 10;
        byte[] frame = new byte[header + length];
        frame[0] = (byte) (FIN | opcode);
        if (header == 2) {
            frame[1] = (byte) length;
        } else if (header == 4) {
            frame[1] = 126;
            frame[2] = (byte) (length >>> 8);
            frame[3] = (byte) length;
        } else {
            frame[1] = 127;
            for (int i = 0; i < Long.BYTES; i++) {
                frame[2 + i] = (byte) ((long) length >>> (56 - 8 * i));
            }
        }
        System.arraycopy(payload, 0, frame, header, length);
        return frame;
    }
}
