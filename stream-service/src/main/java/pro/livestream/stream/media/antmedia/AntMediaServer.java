package pro.livestream.stream.media.antmedia;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.IngestHealth;
import pro.livestream.stream.media.MediaConfig;
import pro.livestream.stream.media.MediaEndpoints;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.RecordingSource;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.SignalReport;
import pro.livestream.stream.media.outside.OutsideHttp;

/**
 * Streams at an Ant Media Server, each a broadcast with the stream's own id. Its refusals mostly come as 200 with {@code success: false}, so
 * every result is read.
 */
@ApplicationScoped
public class AntMediaServer implements MediaServer {

    private static final Logger LOG = Logger.getLogger(AntMediaServer.class);
    private static final String TAKEN = "already being used";

    private final AntMediaConfig config;
    private final MediaConfig media;
    private final AntMediaTokens tokens;
    private final OutsideHttp http;
    private final AntMediaRecordings recordings;

    AntMediaServer(Vertx vertx, AntMediaConfig config, MediaConfig media) {
        this.http = new OutsideHttp(vertx, "Ant Media");
        this.config = config;
        this.media = media;
        this.tokens = new AntMediaTokens(config, Clock.systemUTC());
        this.recordings = new AntMediaRecordings(config, tokens, http, path -> call("GET", path, null));
    }

    @Override
    public String provider() {
        return "ant-media";
    }

    @Override
    public Optional<RecordingSource> recordings() {
        return Optional.of(recordings);
    }

    private Uni<OutsideHttp.Answer> call(String method, String path, @Nullable Map<String, Object> body) {
        var address = URI.create(config.url() + "/" + config.app() + "/rest/v2/" + path);
        return http.send(
                        method,
                        address,
                        body,
                        tokens.rest()
                                .map(token -> Map.of("Authorization", token))
                                .orElse(Map.of()))
                .invoke(answer -> {
                    if (answer.status() == 401 || answer.status() == 403) {
                        LOG.errorf("Ant Media does not let us in: %d", answer.status());
                        throw http.unavailable();
                    }
                });
    }

    @Override
    public Uni<MediaReference> prepare(MediaSubject subject) {
        var broadcast = new HashMap<String, Object>();
        broadcast.put("streamId", subject.streamId().toString());
        broadcast.put("name", subject.title());
        broadcast.put("type", "liveStream");
        broadcast.put("mp4Enabled", subject.record() ? 1 : -1);
        broadcast.put("metaData", "{\"tenant\":\"" + subject.tenant() + "\"}");
        media.hookToken()
                .ifPresent(secret -> broadcast.put(
                        "listenerHookURL",
                        media.hookBaseUrl() + "/hooks/media/" + secret + "/ant-media/" + subject.tenant()));
        return call("POST", "broadcasts/create", broadcast)
                .invoke(answer -> {
                    boolean made = answer.isSuccess()
                            && subject.streamId()
                                    .toString()
                                    .equals(answer.json().path("streamId").asText());
                    boolean again = answer.json().path("message").asText().contains(TAKEN);
                    if (!made && !again) {
                        LOG.errorf("Ant Media made no broadcast: %d %s", answer.status(), message(answer));
                        throw http.unavailable();
                    }
                })
                .replaceWith(MediaReference.NONE);
    }

    private static String message(OutsideHttp.Answer answer) {
        return answer.json().path("message").asText();
    }

    /** Its publish hook, or it itself by the token's signature, checks what comes after {@code token=}. */
    @Override
    public MediaEndpoints.Ingest ingest(URI publicBase, MediaSubject subject, MediaReference reference) {
        String token = tokens.stream(subject.streamId(), "publish", config.publishTokenTtl())
                .orElse(subject.streamKey());
        return new MediaEndpoints.Ingest(
                config.rtmpUrl() + "/" + config.app(),
                subject.streamId() + "?token=" + token,
                publicUrl() + "/whip/" + subject.streamId() + "?token=" + token,
                null);
    }

    private String publicUrl() {
        return config.publicUrl().orElse(config.url()) + "/" + config.app();
    }

    /** Without a secret for tokens nothing keeps strangers from a stream that is not public: it then has no address. */
    @Override
    public MediaEndpoints.Playback playback(URI publicBase, Viewing viewing, MediaReference reference) {
        String file = viewing.streamId() + (config.adaptive() ? "_adaptive.m3u8" : ".m3u8");
        String address = publicUrl() + "/streams/" + file;
        if (!viewing.isProtected()) {
            return new MediaEndpoints.Playback(address, null);
        }
        return tokens.stream(viewing.streamId(), "play", media.playbackTokenTtl())
                .map(token -> new MediaEndpoints.Playback(address + "?token=" + token, null))
                .orElse(MediaEndpoints.Playback.NONE);
    }

    @Override
    public Uni<Optional<SignalReport>> look(String tenant, UUID streamId, MediaReference reference) {
        return call("GET", "broadcasts/" + streamId, null).map(answer -> Optional.of(report(answer)));
    }

    private SignalReport report(OutsideHttp.Answer answer) {
        if (answer.status() == 404) {
            return new SignalReport(false, null);
        }
        var broadcast = answer.json();
        if (!answer.isSuccess() || !broadcast.has("status")) {
            throw http.unavailable();
        }
        return "broadcasting".equals(broadcast.path("status").asText())
                ? new SignalReport(true, health(broadcast))
                : new SignalReport(false, null);
    }

    /** A speed of 0 is one that was not measured. */
    private static IngestHealth health(JsonNode broadcast) {
        double speed = broadcast.path("speed").asDouble();
        return new IngestHealth(
                (int) (broadcast.path("bitrate").asLong() / 1_000),
                null,
                null,
                speed > 0 ? speed : null,
                null,
                null,
                broadcast.path("width").asInt(),
                broadcast.path("height").asInt(),
                List.of(),
                List.of(),
                null);
    }

    /** What it recorded is fetched later. */
    @Override
    public Uni<RecordingSummary> stop(String tenant, UUID userId, UUID streamId, MediaReference reference) {
        return call("DELETE", "broadcasts/" + streamId, null)
                .chain(deleted ->
                        deleted.isSuccess() && deleted.json().path("success").asBoolean()
                                ? Uni.createFrom().item(deleted)
                                : call("GET", "broadcasts/" + streamId, null).invoke(found -> {
                                    if (found.status() != 404) {
                                        LOG.warnf("Ant Media did not delete %s: %s", streamId, message(deleted));
                                        throw http.unavailable();
                                    }
                                }))
                .replaceWith(RecordingSummary.NOTHING);
    }
}
