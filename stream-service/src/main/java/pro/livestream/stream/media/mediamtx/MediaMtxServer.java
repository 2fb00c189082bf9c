package pro.livestream.stream.media.mediamtx;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.IngestHealth;
import pro.livestream.stream.media.MediaEndpoints;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.PlaybackTokens;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.SignalReport;
import pro.livestream.stream.media.outside.OutsideHttp;

/** Streams at a MediaMTX, each a path {@code <tenant>/<stream_id>}; its {@code authHTTPAddress} has to be our hook. */
@ApplicationScoped
public class MediaMtxServer implements MediaServer {

    private static final Logger LOG = Logger.getLogger(MediaMtxServer.class);
    private static final Map<String, String> KICKED_BY = Map.of(
            "rtmpConn",
            "rtmpconns",
            "rtmpsConn",
            "rtmpsconns",
            "webRTCSession",
            "webrtcsessions",
            "srtConn",
            "srtconns",
            "rtspSession",
            "rtspsessions",
            "rtspsSession",
            "rtspssessions");

    private record Received(long bytes, long nanos) {}

    private final MediaMtxConfig config;
    private final PlaybackTokens tokens;
    private final OutsideHttp http;
    private final Map<UUID, Received> received = new ConcurrentHashMap<>();

    MediaMtxServer(Vertx vertx, MediaMtxConfig config, PlaybackTokens tokens) {
        this.http = new OutsideHttp(vertx, "MediaMTX");
        this.config = config;
        this.tokens = tokens;
    }

    @Override
    public String provider() {
        return "mediamtx";
    }

    private static String path(String tenant, UUID streamId) {
        return tenant + "/" + streamId;
    }

    private Uni<OutsideHttp.Answer> call(String method, String path, @Nullable Map<String, Object> body) {
        return http.send(method, URI.create(config.apiUrl() + "/v3/" + path), body, headers())
                .invoke(answer -> {
                    if (answer.status() == 401 || answer.status() == 403) {
                        LOG.errorf("MediaMTX does not let us in: %d", answer.status());
                        throw http.unavailable();
                    }
                });
    }

    private Map<String, String> headers() {
        if (config.apiUser().isEmpty()) {
            return Map.of();
        }
        String credentials = config.apiUser().get() + ":" + config.apiPassword().orElse("");
        return Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Uni<MediaReference> prepare(MediaSubject subject) {
        String path = path(subject.tenant(), subject.streamId());
        return call("POST", "config/paths/add/" + path, Map.of("source", "publisher", "overridePublisher", false))
                .chain(added -> added.isSuccess()
                        ? Uni.createFrom().item(added)
                        : call("GET", "config/paths/get/" + path, null).invoke(found -> {
                            if (!found.isSuccess()) {
                                LOG.errorf(
                                        "MediaMTX made no path: %s",
                                        added.json().path("error").asText());
                                throw http.unavailable();
                            }
                        }))
                .replaceWith(MediaReference.NONE);
    }

    @Override
    public MediaEndpoints.Ingest ingest(URI publicBase, MediaSubject subject, MediaReference reference) {
        String path = path(subject.tenant(), subject.streamId());
        return new MediaEndpoints.Ingest(
                config.rtmpUrl() + "/" + subject.tenant(),
                subject.streamId() + "?user=live&pass=" + subject.streamKey(),
                config.webrtcUrl() + "/" + path + "/whip?token=" + subject.streamKey(),
                null);
    }

    @Override
    public MediaEndpoints.Playback playback(URI publicBase, Viewing viewing, MediaReference reference) {
        String path = "/" + path(viewing.tenant(), viewing.streamId());
        String token = viewing.isProtected() ? "?token=" + tokens.issue(viewing.streamId()) : "";
        return new MediaEndpoints.Playback(
                config.hlsUrl() + path + "/index.m3u8" + token, config.webrtcUrl() + path + "/whep" + token);
    }

    @Override
    public Uni<Optional<SignalReport>> look(String tenant, UUID streamId, MediaReference reference) {
        return call("GET", "paths/get/" + path(tenant, streamId), null)
                .map(answer -> Optional.of(report(streamId, answer)));
    }

    private SignalReport report(UUID streamId, OutsideHttp.Answer answer) {
        if (answer.status() == 404) {
            return new SignalReport(false, null);
        }
        if (!answer.isSuccess()) {
            throw http.unavailable();
        }
        var path = answer.json();
        boolean available = path.path("available").asBoolean(path.path("ready").asBoolean());
        return available ? new SignalReport(true, health(streamId, path)) : new SignalReport(false, null);
    }

    /** It counts bytes only: a rate needs two looks. */
    private @Nullable IngestHealth health(UUID streamId, JsonNode path) {
        var now = new Received(
                path.path("inboundBytes").asLong(path.path("bytesReceived").asLong()), System.nanoTime());
        var before = received.put(streamId, now);
        if (before == null || now.bytes() < before.bytes()) {
            return null;
        }
        double seconds = Math.max(0.001, (now.nanos() - before.nanos()) / 1e9);
        int kbps = (int) Math.round((now.bytes() - before.bytes()) * 8 / 1000.0 / seconds);
        return new IngestHealth(kbps, null, null, null, null, null, null, null, List.of(), List.of(), null);
    }

    /** First the path, so that an encoder that is sent away finds nothing to come back to. */
    @Override
    public Uni<RecordingSummary> stop(String tenant, UUID userId, UUID streamId, MediaReference reference) {
        received.remove(streamId);
        String path = path(tenant, streamId);
        return call("GET", "paths/get/" + path, null)
                .chain(found -> call("DELETE", "config/paths/delete/" + path, null)
                        .invoke(deleted -> {
                            if (!deleted.isSuccess() && deleted.status() != 404) {
                                throw http.unavailable();
                            }
                        })
                        .chain(() -> kick(found.json().path("source"))))
                .replaceWith(RecordingSummary.NOTHING);
    }

    private Uni<Void> kick(JsonNode source) {
        String kind = KICKED_BY.get(source.path("type").asText());
        return kind == null
                ? Uni.createFrom().voidItem()
                : call("POST", kind + "/kick/" + source.path("id").asText(), null)
                        .replaceWithVoid();
    }
}
