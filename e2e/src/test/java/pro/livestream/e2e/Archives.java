package pro.livestream.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** The archive of a stream, as its broadcaster sees it become ready. */
final class Archives {
    /** Of eight minutes of broadcast on two slow cores that others use too. */
    private static final Duration READY = Duration.ofMinutes(5);

    private Archives() {}

    /** Empty while there is none. */
    static String statusOf(Person broadcaster, String stream) {
        return broadcaster
                .get("/api/archives?stream_id=" + stream)
                .body()
                .at("/items/0/status")
                .asText();
    }

    static JsonNode awaitReady(Person broadcaster, String stream) {
        await().atMost(READY).ignoreExceptions().until(() -> {
            var status = statusOf(broadcaster, stream);
            if (status.equals("failed")) {
                throw new AssertionError(
                        broadcaster.get("/api/archives?stream_id=" + stream).body());
            }
            return status.equals("ready");
        });
        var id = broadcaster
                .get("/api/archives?stream_id=" + stream)
                .body()
                .at("/items/0/archive_id")
                .asText();
        return Person.anonymous().get("/api/archives/" + id).body();
    }
}
