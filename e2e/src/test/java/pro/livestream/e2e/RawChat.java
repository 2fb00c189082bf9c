package pro.livestream.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/** A chat connection as bytes, for clients that do what no library would. */
final class RawChat implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final Socket socket;
    private final OutputStream out;

    private RawChat(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    /** Of a certain node, past the gateway; {@code receiveBuffer} is what the kernel keeps for who never reads. */
    static RawChat open(String base, Person person, String stream, int receiveBuffer) throws IOException {
        var address = URI.create(base);
        var socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()), 5_000);
        socket.setTcpNoDelay(true);
        socket.getOutputStream()
                .write(("GET /ws/streams/" + stream + "/chat HTTP/1.1\r\nHost: " + address.getAuthority()
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                                + person.token() + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
        var answer = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
        if (!answer.endsWith("101")) {
            socket.close();
            throw new IOException("a handshake answered " + answer);
        }
        return new RawChat(socket);
    }

    /** One text frame under a mask of zeros. */
    static byte[] frame(String text) {
        var payload = text.getBytes(UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(TEXT);
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else {
            frame.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >>> shift) & 0xff);
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    void write(byte[] frames) throws IOException {
        out.write(frames);
    }

    /** Reads and forgets until the other side ends it. */
    void drain() {
        Thread.ofVirtual().start(() -> {
            try {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
                close();
            }
        });
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // as good as closed
        }
    }
}
