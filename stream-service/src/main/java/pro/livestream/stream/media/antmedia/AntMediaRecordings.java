package pro.livestream.stream.media.antmedia;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import pro.livestream.stream.media.RecordingSource;
import pro.livestream.stream.media.outside.OutsideHttp;

/** The MP4 files that Ant Media makes of a broadcast, one of each time that its encoder was there. */
final class AntMediaRecordings implements RecordingSource {

    /** A file comes some time after its signal has gone; the last one is missing while those that are there end so much earlier. */
    private static final Duration BEFORE_END_MAX = Duration.ofSeconds(90);

    /** A long file of an earlier signal may come after a short one of the last. */
    private static final Duration SETTLED = Duration.ofSeconds(60);

    /** What has not come by then will not. */
    private static final Duration LATE_MAX = Duration.ofMinutes(15);

    private static final int LISTED_MAX = 50;

    private final AntMediaConfig config;
    private final AntMediaTokens tokens;
    private final OutsideHttp http;
    private final Function<String, Uni<OutsideHttp.Answer>> get;

    AntMediaRecordings(
            AntMediaConfig config,
            AntMediaTokens tokens,
            OutsideHttp http,
            Function<String, Uni<OutsideHttp.Answer>> get) {
        this.config = config;
        this.tokens = tokens;
        this.http = http;
        this.get = get;
    }

    @Override
    public Uni<Optional<List<Piece>>> pieces(Over stream) {
        return get.apply("vods/list/0/" + LISTED_MAX + "?streamId=" + stream.streamId())
                .map(answer -> {
                    if (!answer.isSuccess() || !answer.json().isArray()) {
                        throw http.unavailable();
                    }
                    var pieces = pieces(stream.streamId(), answer.json());
                    Duration age = Duration.between(stream.endedAt(), Instant.now());
                    boolean late = age.compareTo(LATE_MAX) > 0;
                    boolean whole = age.compareTo(SETTLED) > 0
                            && !pieces.isEmpty()
                            && end(pieces.getLast()).isAfter(stream.endedAt().minus(BEFORE_END_MAX));
                    return whole || late ? Optional.of(pieces) : Optional.empty();
                });
    }

    private static Instant end(Piece piece) {
        return piece.startedAt().plusMillis(Math.round(piece.durationSeconds() * 1000));
    }

    private List<Piece> pieces(UUID streamId, JsonNode vods) {
        var files = new ArrayList<JsonNode>();
        for (JsonNode vod : vods) {
            if (streamId.toString().equals(vod.path("streamId").asText())
                    && vod.path("duration").asLong() > 0) {
                files.add(vod);
            }
        }
        files.sort(Comparator.comparing(AntMediaRecordings::startedAt));
        var pieces = new ArrayList<Piece>();
        for (JsonNode vod : files) {
            pieces.add(new Piece(
                    pieces.size(),
                    "mp4",
                    "mp4",
                    startedAt(vod),
                    vod.path("duration").asLong() / 1000.0,
                    List.of(new Part(vod.path("filePath").asText(), null))));
        }
        return List.copyOf(pieces);
    }

    private static Instant startedAt(JsonNode vod) {
        long started = vod.path("startTime").asLong();
        return Instant.ofEpochMilli(
                started > 0
                        ? started
                        : vod.path("creationDate").asLong()
                                - vod.path("duration").asLong());
    }

    @Override
    public Uni<Void> fetch(Piece piece, Path file) {
        String path = piece.parts().getFirst().address();
        String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.mp4$", "");
        String token = tokens.file(name).map(signed -> "?token=" + signed).orElse("");
        return http.download(URI.create(config.url() + "/" + config.app() + "/" + path + token), file);
    }
}
