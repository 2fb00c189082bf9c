package pro.livestream.bench.streams;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lists of streams that home, channel and search pages ask for, with many past streams in the table. */
final class Lists {
    private static final int LIVE = 40;
    private static final int WARM_UP_SECONDS = 30;

    private static final List<String> PATHS = List.of(
            "/api/streams",
            "/api/streams?status=live&sort=viewers",
            "/api/streams?status=ended",
            "/api/streams?status=ended&q=guitar");

    private final Suite suite;
    private final int past;
    private final int rate;
    private final int seconds;

    Lists(Suite suite, int past, int rate, int seconds) {
        this.suite = suite;
        this.past = past;
        this.rate = rate;
        this.seconds = seconds;
    }

    String run() throws IOException, InterruptedException, SQLException {
        var live = new ArrayList<Map.Entry<String, String>>();
        try (var _ = new PastStreams(suite, past)) {
            for (int i = 0; i < LIVE; i++) {
                var broadcaster = suite.broadcaster();
                var stream = suite.posted("/api/streams", Suite.as(broadcaster), Map.of("title", "benchmark " + i));
                live.add(Map.entry(broadcaster, stream.get("stream_id").asText()));
            }
            new Pace(rate, Math.max(seconds, WARM_UP_SECONDS))
                    .of(number -> suite.ask(PATHS.get(number % PATHS.size())));
            var asked = new Pace(rate, seconds).of(number -> suite.ask(PATHS.get(number % PATHS.size())));
            var text = new StringBuilder(String.format(
                    "lists: %d past and %d live streams, %d requests a second, %d failed, p50 %.1f ms, p99 %.1f ms",
                    past, LIVE, rate, asked.failed(), asked.millis(0.5), asked.millis(0.99)));
            for (int kind = 0; kind < PATHS.size(); kind++) {
                text.append(String.format("; %s p99 %.1f ms", PATHS.get(kind), asked.millis(0.99, PATHS.size(), kind)));
            }
            return text.toString();
        } finally {
            for (var one : live) {
                suite.put("/api/streams/" + one.getValue() + "/end", Suite.as(one.getKey()));
            }
        }
    }
}
