package pro.livestream.stream.media.embedded.rtmp;

import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/** A publisher with its hands on the wire, for what no encoder does on purpose. */
public final class RtmpClient implements AutoCloseable {

    private static final int CHUNK = 60_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    public RtmpClient(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    public void handshake() throws IOException {
        socket.getOutputStream().write(new byte[] {3});
        socket.getOutputStream().write(new byte[1536]);
        in.readFully(new byte[1 + 1536 + 1536]);
        socket.getOutputStream().write(new byte[1536]);
        send(RtmpMessage.SET_CHUNK_SIZE, 0, 0, Buffer.buffer().appendInt(CHUNK));
    }

    public void publish(String key) throws IOException {
        var application = new LinkedHashMap<String, AmfValue>(Map.of("app", new AmfValue.Text("live")));
        command(new AmfValue.Text("connect"), new AmfValue.Num(1), new AmfValue.Obj(application));
        command(new AmfValue.Text("createStream"), new AmfValue.Num(2), new AmfValue.Nothing());
        command(
                new AmfValue.Text("publish"),
                new AmfValue.Num(3),
                new AmfValue.Nothing(),
                new AmfValue.Text(key),
                new AmfValue.Text("live"));
    }

    /** Reads until the server lets it publish. */
    public void awaitStart() throws IOException {
        var said = new StringBuilder();
        while (said.indexOf("NetStream.Publish.Start") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("not let in: " + said);
            }
            said.append((char) b);
        }
    }

    private void command(AmfValue... values) throws IOException {
        send(RtmpMessage.COMMAND_AMF0, 1, 0, Buffer.buffer(Amf0.write(values)));
    }

    public void ping() throws IOException {
        send(
                RtmpMessage.USER_CONTROL,
                0,
                0,
                Buffer.buffer().appendShort((short) 6).appendInt(1));
    }

    public void tag(FlvTag tag) throws IOException {
        int type = switch (tag.kind()) {
            case AUDIO -> RtmpMessage.AUDIO;
            case VIDEO -> RtmpMessage.VIDEO;
            case SCRIPT -> RtmpMessage.DATA_AMF0;
        };
        send(type, 1, tag.timestamp(), tag.data());
    }

    /** Any message, its length as announced or as it is. */
    void send(int type, int stream, int time, Buffer body) throws IOException {
        announce(type, stream, time, body.length());
        for (int at = 0; at < body.length(); at += CHUNK) {
            if (at > 0) {
                socket.getOutputStream().write(0xc3);
            }
            socket.getOutputStream()
                    .write(body.slice(at, Math.min(body.length(), at + CHUNK)).getBytes());
        }
    }

    void announce(int type, int stream, int time, int length) throws IOException {
        boolean extended = Integer.compareUnsigned(time, 0xffffff) >= 0;
        var head = Buffer.buffer()
                .appendByte((byte) 3)
                .appendMedium(extended ? 0xffffff : time)
                .appendMedium(length)
                .appendByte((byte) type)
                .appendIntLE(stream);
        socket.getOutputStream().write((extended ? head.appendInt(time) : head).getBytes());
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** What the server says until it hangs up. */
    public String lastWords() {
        var said = new StringBuilder();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                said.append((char) b);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the server does not hang up", e);
        } catch (IOException reset) {
            said.append("(reset)");
        }
        return said.toString();
    }

    public void hangUp() throws IOException {
        socket.shutdownOutput();
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
