package pro.livestream.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.contracts.event.StreamEnded;
import pro.livestream.contracts.event.StreamRecorded;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.json.WireJson;

/** A stream's recording as stream-service leaves it in the bucket: segments, and a manifest that names them. */
final class Recording {

    static final String H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac";
    static final String VP8 = "-c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus";

    final UUID streamId = Ids.next();
    final String owner;
    final Instant start;
    private final List<Map<String, Object>> segments = new ArrayList<>();
    private final List<RecordingGap> gaps = new ArrayList<>();
    private int runs;

    private Recording(String owner, Instant start) {
        this.owner = owner;
        this.start = start;
    }

    static Recording by(String owner) {
        return new Recording(owner, Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.MILLIS));
    }

    String folder() {
        return "localhost/" + TestIdentity.userId(owner) + "/" + streamId + "/recording/";
    }

    String manifestKey() {
        return folder() + "manifest.json";
    }

    String key(int segment) {
        return String.valueOf(segments.get(segment).get("key"));
    }

    Recording run(int atSecond, int seconds, String size) {
        return run(atSecond, seconds, size, H264, "mpegts", "ts");
    }

    /** One push of the broadcaster, beginning so long after the start of the stream. */
    Recording run(int atSecond, int seconds, String size, String codecs, String format, String suffix) {
        try {
            Path folder = Files.createTempDirectory("recording");
            Ffmpeg.record(folder, size, seconds, codecs, format, suffix);
            Instant from = start.plusSeconds(atSecond);
            for (String line : Files.readAllLines(folder.resolve("list.csv"))) {
                var fields = line.split(",", -1);
                double startS = Double.parseDouble(fields[1]);
                add(
                        Files.readAllBytes(folder.resolve(fields[0])),
                        suffix,
                        format,
                        from.plusMillis(Math.round(startS * 1000)),
                        Double.parseDouble(fields[2]) - startS);
            }
            runs++;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that was fetched from a media server outside: each file is an opening and one fragment, and time goes on over them. */
    Recording fetched(int atSecond, int seconds, String size) {
        try {
            Path folder = Files.createTempDirectory("recording");
            Ffmpeg.fragments(folder, size, seconds);
            byte[] init = Files.readAllBytes(folder.resolve("init.mp4"));
            for (int i = 0; i < seconds / 2; i++) {
                var piece = new ByteArrayOutputStream();
                piece.writeBytes(init);
                piece.writeBytes(Files.readAllBytes(folder.resolve(i + ".m4s")));
                add(piece.toByteArray(), "mp4", "mp4", start.plusSeconds(atSecond + 2L * i), 2);
            }
            runs++;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As told when it has been fetched after the stream's end. */
    Recording recorded(String visibility) {
        var ended = ended(visibility, manifestKey());
        Topics.send(
                ended(visibility, null),
                new StreamRecorded(
                        ended.tenant(),
                        streamId,
                        ended.userId(),
                        ended.title(),
                        visibility,
                        "aws-ivs",
                        Bucket.NAME,
                        manifestKey(),
                        gaps,
                        ended.startedAt(),
                        ended.endedAt(),
                        ended.version() + 1));
        return this;
    }

    void add(byte[] bytes, String suffix, String format, Instant from, double durationS) {
        int seq = segments.size();
        String key = "%s%06d.%s".formatted(folder(), seq, suffix);
        Bucket.put(key, bytes);
        segments.add(Map.of(
                "seq", seq,
                "key", key,
                "run", runs,
                "container", format,
                "start", from,
                "duration_s", durationS,
                "bytes", bytes.length,
                "sha256", sha256(bytes)));
    }

    Recording gap(int fromSecond, int toSecond) {
        gaps.add(new RecordingGap(
                start.plusSeconds(fromSecond), start.plusSeconds(toSecond), toSecond - fromSecond, "interrupted"));
        return this;
    }

    Recording manifest() {
        try {
            Bucket.put(
                    manifestKey(),
                    WireJson.mapper()
                            .writeValueAsBytes(Map.of(
                                    "version",
                                    1,
                                    "tenant",
                                    "localhost",
                                    "stream_id",
                                    streamId,
                                    "user_id",
                                    TestIdentity.userId(owner),
                                    "complete",
                                    true,
                                    "updated_at",
                                    Instant.now(),
                                    "segments",
                                    segments,
                                    "gaps",
                                    gaps)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Recording damage(int segment) {
        Bucket.put(key(segment), "no video".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Recording end(String visibility) {
        Topics.send(ended(visibility, manifestKey()));
        return this;
    }

    StreamEnded ended(String visibility, @Nullable String manifest) {
        return new StreamEnded(
                "localhost",
                streamId,
                TestIdentity.userId(owner),
                "Evening of " + owner,
                visibility,
                "ended_by_broadcaster",
                "embedded",
                manifest == null ? null : Bucket.NAME,
                manifest,
                gaps,
                start,
                Instant.now(),
                3,
                5,
                4);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
