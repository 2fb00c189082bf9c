package pro.livestream.stream;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A browser's ingest socket: one frame out, one frame in. */
final class BrowserSocket implements WebSocket.Listener {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    BrowserSocket(String streamId, String token) {
        socket = CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + RestAssured.port + "/ws/streams/" + streamId + "/ingest"), this)
                .join();
    }

    JsonPath say(String text) {
        socket.sendText(text, true).join();
        return next();
    }

    JsonPath start() {
        return say("{\"type\":\"start\",\"mime_type\":\"video/webm;codecs=vp8,opus\"}");
    }

    JsonPath slice(long seq, byte[] bytes) {
        var frame = ByteBuffer.allocate(4 + bytes.length)
                .putInt((int) seq)
                .put(bytes)
                .flip();
        socket.sendBinary(frame, true).join();
        return next();
    }

    JsonPath next() {
        try {
            String frame = frames.poll(20, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no answer");
            }
            return JsonPath.from(frame);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void breakOff() {
        socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }
}
