package pro.livestream.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that may break the rules: it writes frames byte by byte and reads only when it is told to. */
final class RawClient implements AutoCloseable {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int PING = 0x9;
    static final int FIN = 0x80;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** One frame of the server; a close frame's text is its code. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Received(int opcode, byte[] payload) {
        boolean isClose() {
            return opcode == 0x8;
        }

        int closeCode() {
            return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        }

        JsonNode json() throws IOException {
            return MAPPER.readTree(payload);
        }
    }

    RawClient(int port, String path, String token, int receiveBufferBytes) throws IOException {
        socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Authorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        if (!head.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IOException(head.toString(StandardCharsets.US_ASCII));
        }
    }

    RawClient send(int head, byte[] payload) throws IOException {
        out.write(frame(head, payload));
        return this;
    }

    RawClient send(String text) throws IOException {
        return send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(int head, byte[] payload) {
        var frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(head);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] mask = {1, 2, 3, 4};
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        return frame.toByteArray();
    }

    Received next() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0F;
        int length = in.readUnsignedByte() & 0x7F;
        long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        var payload = new byte[(int) size];
        in.readFully(payload);
        return new Received(opcode, payload);
    }

    /** The next text frame of that type. */
    JsonNode next(String type) throws IOException {
        while (true) {
            var frame = next();
            if (frame.isClose()) {
                throw new IOException("closed with " + frame.closeCode());
            }
            if (frame.opcode() == TEXT && frame.json().path("type").asText().equals(type)) {
                return frame.json();
            }
        }
    }

    /** Reads on until the server closes and says why; -1 where the connection ended without a word. */
    int closeCode() throws IOException {
        try {
            while (true) {
                var frame = next();
                if (frame.isClose()) {
                    return frame.closeCode();
                }
            }
        } catch (EOFException | SocketException cut) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
