package pro.livestream.stream.media.embedded.rtmp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes AMF0; what comes from outside is bounded in depth and number of values. */
final class Amf0 {

    private static final int DEPTH_MAX = 8;
    private static final int VALUES_MAX = 512;

    private static final int NUMBER = 0;
    private static final int BOOLEAN = 1;
    private static final int STRING = 2;
    private static final int OBJECT = 3;
    private static final int NULL = 5;
    private static final int UNDEFINED = 6;
    private static final int ECMA_ARRAY = 8;
    private static final int OBJECT_END = 9;
    private static final int STRICT_ARRAY = 10;
    private static final int DATE = 11;
    private static final int LONG_STRING = 12;

    private final ByteBuffer in;
    private int values;

    private Amf0(ByteBuffer in) {
        this.in = in;
    }

    /** All values of a message body. */
    static List<AmfValue> read(byte[] body, int from) {
        var reader = new Amf0(ByteBuffer.wrap(body, from, body.length - from));
        var result = new ArrayList<AmfValue>();
        try {
            while (reader.in.hasRemaining()) {
                result.add(reader.value(0));
            }
        } catch (BufferUnderflowException e) {
            throw new RtmpProtocolException("AMF0 value is cut short");
        }
        return result;
    }

    private AmfValue value(int depth) {
        if (depth > DEPTH_MAX || ++values > VALUES_MAX) {
            throw new RtmpProtocolException("AMF0 body is too deep or too long");
        }
        int marker = in.get() & 0xff;
        return switch (marker) {
            case NUMBER -> new AmfValue.Num(in.getDouble());
            case BOOLEAN -> new AmfValue.Bool(in.get() != 0);
            case STRING -> new AmfValue.Text(text(in.getShort() & 0xffff));
            case LONG_STRING -> new AmfValue.Text(text(in.getInt()));
            case OBJECT -> object(depth);
            case ECMA_ARRAY -> {
                in.getInt();
                yield object(depth);
            }
            case STRICT_ARRAY -> items(depth, in.getInt());
            case DATE -> {
                double millis = in.getDouble();
                in.getShort();
                yield new AmfValue.Num(millis);
            }
            case NULL, UNDEFINED -> new AmfValue.Nothing();
            default -> throw new RtmpProtocolException("AMF0 marker " + marker + " is unknown");
        };
    }

    private AmfValue object(int depth) {
        var entries = new LinkedHashMap<String, AmfValue>();
        while (in.hasRemaining()) {
            String name = text(in.getShort() & 0xffff);
            if (name.isEmpty() && in.hasRemaining() && in.get(in.position()) == OBJECT_END) {
                in.get();
                return new AmfValue.Obj(entries);
            }
            entries.put(name, value(depth + 1));
        }
        throw new RtmpProtocolException("AMF0 object has no end");
    }

    private AmfValue items(int depth, int count) {
        if (count < 0 || count > VALUES_MAX) {
            throw new RtmpProtocolException("AMF0 array is too long");
        }
        var items = new ArrayList<AmfValue>();
        for (int i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return new AmfValue.Items(items);
    }

    private String text(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new RtmpProtocolException("AMF0 text is longer than its message");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** For the short answers that a server gives: at most 1 KiB. */
    static byte[] write(AmfValue... values) {
        var out = ByteBuffer.allocate(1024);
        for (AmfValue value : values) {
            write(out, value);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void write(ByteBuffer out, AmfValue value) {
        switch (value) {
            case AmfValue.Num(double number) -> out.put((byte) NUMBER).putDouble(number);
            case AmfValue.Bool(boolean bool) -> out.put((byte) BOOLEAN).put((byte) (bool ? 1 : 0));
            case AmfValue.Text(String text) -> {
                out.put((byte) STRING);
                writeName(out, text);
            }
            case AmfValue.Obj(Map<String, AmfValue> entries) -> {
                out.put((byte) OBJECT);
                entries.forEach((name, entry) -> {
                    writeName(out, name);
                    write(out, entry);
                });
                out.putShort((short) 0).put((byte) OBJECT_END);
            }
            case AmfValue.Items(List<AmfValue> items) -> {
                out.put((byte) STRICT_ARRAY).putInt(items.size());
                items.forEach(item -> write(out, item));
            }
            case AmfValue.Nothing() -> out.put((byte) NULL);
        }
    }

    private static void writeName(ByteBuffer out, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }
}
