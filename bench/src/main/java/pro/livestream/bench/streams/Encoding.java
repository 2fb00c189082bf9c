package pro.livestream.bench.streams;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Streams of 720p30 at once: whether each encoder keeps up, and what the ladder became. */
final class Encoding {

    private static final int SETTLING_SECONDS = 25;

    private record Running(String broadcaster, String streamId, Process encoder) {}

    private final Suite suite;
    private final int streams;
    private final int seconds;
    private final String ffmpeg;

    Encoding(Suite suite, int streams, int seconds, String ffmpeg) {
        this.suite = suite;
        this.streams = streams;
        this.seconds = seconds;
        this.ffmpeg = ffmpeg;
    }

    String run() throws IOException, InterruptedException {
        var running = new ArrayList<Running>();
        try {
            for (int i = 0; i < streams; i++) {
                running.add(begin());
            }
            TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
            var lowest = new double[streams];
            var speeds = new double[streams];
            Arrays.fill(lowest, Double.MAX_VALUE);
            var ladders = new String[streams];
            int looks = Math.max(1, seconds / 3);
            for (int look = 0; look < looks; look++) {
                TimeUnit.SECONDS.sleep(3);
                for (int i = 0; i < streams; i++) {
                    var ingest = suite.get(
                                    "/api/streams/" + running.get(i).streamId() + "/stats",
                                    Suite.as(running.get(i).broadcaster()))
                            .path("ingest");
                    double speed = ingest.path("speed").asDouble();
                    speeds[i] += speed / looks;
                    lowest[i] = Math.min(lowest[i], speed);
                    ladders[i] = ingest.path("renditions").toString() + " lag "
                            + ingest.path("lag_millis").asLong() + " ms";
                }
            }
            var text = new StringBuilder("encoding: " + streams + " streams of 720p30");
            for (int i = 0; i < streams; i++) {
                text.append(String.format("; speed %.2f (lowest %.2f) %s", speeds[i], lowest[i], ladders[i]));
            }
            return text.toString();
        } finally {
            for (Running one : running) {
                one.encoder().destroy();
                suite.put("/api/streams/" + one.streamId() + "/end", Suite.as(one.broadcaster()));
            }
        }
    }

    private Running begin() throws IOException {
        String broadcaster = suite.broadcaster();
        var stream = suite.posted("/api/streams", Suite.as(broadcaster), Map.of("title", "benchmark", "record", false));
        var ingest = stream.get("ingest");
        var command = List.of(
                ffmpeg,
                "-loglevel",
                "error",
                "-nostdin",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=1280x720:rate=30",
                "-f",
                "lavfi",
                "-i",
                "sine",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-tune",
                "zerolatency",
                "-pix_fmt",
                "yuv420p",
                "-b:v",
                "2500k",
                "-g",
                "60",
                "-c:a",
                "aac",
                "-f",
                "flv",
                ingest.get("rtmp_url").asText() + "/" + ingest.get("stream_key").asText());
        var encoder = new ProcessBuilder(command).inheritIO().start();
        return new Running(broadcaster, stream.get("stream_id").asText(), encoder);
    }
}
