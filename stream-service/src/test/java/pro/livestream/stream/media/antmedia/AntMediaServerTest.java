package pro.livestream.stream.media.antmedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pro.livestream.stream.media.outside.MediaServerContract.done;
import static pro.livestream.stream.media.outside.MediaServerContract.subject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.stream.media.MediaConfig;
import pro.livestream.stream.media.MediaEndpoints;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaServer.Viewing;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.RecordingSource;
import pro.livestream.stream.media.outside.MediaServerContract;
import pro.livestream.stream.media.outside.OutsideParty;
import pro.livestream.stream.media.outside.Settings;

class AntMediaServerTest implements MediaServerContract {

    private static final String SECRET = "a secret of at least 32 characters!";

    private final AntMedia antMedia = new AntMedia();
    private final MediaServer plain;

    AntMediaServerTest() {
        antMedia.open();
        plain = server(Map.of());
    }

    private AntMediaServer server(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("livestream.media.ant-media.url", antMedia.url());
        settings.put("livestream.media.hook-token", "an-unguessable-part");
        settings.put("livestream.media.hook-base-url", "http://stream:8082");
        return new AntMediaServer(
                antMedia.vertx(),
                Settings.of(AntMediaConfig.class, settings),
                Settings.of(MediaConfig.class, settings));
    }

    @AfterEach
    void close() {
        antMedia.close();
    }

    @Override
    public MediaServer server() {
        return plain;
    }

    @Override
    public OutsideParty outside() {
        return antMedia;
    }

    @Test
    void tells_it_where_to_call_and_takes_the_same_stream_twice() {
        var subject = subject();

        done(plain.prepare(subject));
        done(plain.prepare(subject));

        var body = antMedia.calls().getFirst().body();
        assertThat(body.getString("listenerHookURL"))
                .isEqualTo("http://stream:8082/hooks/media/an-unguessable-part/ant-media/acme");
        assertThat(body.getString("name")).isEqualTo("A \"title\"");
        assertThat(antMedia.things()).isEqualTo(1);
    }

    @Test
    void a_refusal_with_status_200_is_a_refusal() {
        var odd = new MediaSubject("acme", new UUID(0, 0), new UUID(0, 1), "t", "public", true, "k");
        antMedia.publishes("nobody", true);

        var reference = done(plain.prepare(odd));
        done(plain.stop("acme", odd.userId(), odd.streamId(), reference));
        antMedia.breakWith(200);

        assertThatThrownBy(() -> done(plain.stop("acme", odd.userId(), odd.streamId(), reference)))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> done(plain.prepare(odd))).isInstanceOf(RefusedException.class);
    }

    private static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    @Test
    void signs_tokens_for_publishing_playing_and_its_rest_interface() {
        var signing = server(Map.of(
                "livestream.media.ant-media.stream-jwt-secret", SECRET,
                "livestream.media.ant-media.jwt-secret", SECRET));
        var subject = subject();
        var id = subject.streamId();

        done(signing.prepare(subject));
        String key = String.valueOf(
                signing.ingest(BASE, subject, MediaReference.NONE).streamKey());
        String hls = signing.playback(BASE, new Viewing("acme", id, "followers"), MediaReference.NONE)
                .hlsUrl();

        assertThat(antMedia.calls().getLast().authorization().split("\\.", -1)).hasSize(3);
        assertThat(payload(key.substring(key.indexOf("token=") + 6)))
                .contains("\"streamId\":\"" + id + "\"", "\"type\":\"publish\"", "\"exp\":");
        assertThat(payload(String.valueOf(hls).substring(String.valueOf(hls).indexOf("token=") + 6)))
                .contains("\"type\":\"play\"");
    }

    @Test
    void its_files_are_the_recording_when_the_last_one_is_there() throws IOException {
        var recordings = server(Map.of("livestream.media.ant-media.stream-jwt-secret", SECRET))
                .recordings()
                .orElseThrow();
        var id = UUID.randomUUID();
        Instant end = Instant.now().minusSeconds(61);
        var over = new RecordingSource.Over("acme", id, MediaReference.NONE, end);
        var justOver = new RecordingSource.Over("acme", id, MediaReference.NONE, Instant.now());
        antMedia.vod(UUID.randomUUID().toString(), "another.mp4", end.minusSeconds(50), Duration.ofSeconds(40));

        assertThat(done(recordings.pieces(over))).isEmpty();
        antMedia.vod(id.toString(), id + ".mp4", end.minusSeconds(600), Duration.ofMinutes(5));
        assertThat(done(recordings.pieces(over))).isEmpty();
        antMedia.vod(id.toString(), id + "_1.mp4", end.minusSeconds(200), Duration.ofMillis(195_500));
        assertThat(done(recordings.pieces(justOver))).isEmpty();
        var pieces = done(recordings.pieces(over)).orElseThrow();

        assertThat(pieces).extracting(RecordingSource.Piece::run).containsExactly(0, 1);
        assertThat(pieces.getLast().durationSeconds()).isEqualTo(195.5);
        Path file = Files.createTempFile("fetched", ".mp4");
        done(recordings.fetch(pieces.getLast(), file));
        assertThat(file).hasContent("movie");
        assertThatThrownBy(() -> done(plain.recordings().orElseThrow().fetch(pieces.getLast(), file)))
                .hasMessageContaining("403");
    }

    @Test
    void what_has_not_come_for_long_will_not() {
        var over = new RecordingSource.Over(
                "acme", UUID.randomUUID(), MediaReference.NONE, Instant.now().minusSeconds(3_600));

        assertThat(done(plain.recordings().orElseThrow().pieces(over))).hasValue(List.of());
    }

    @Test
    void what_it_cannot_protect_has_no_address() {
        var viewing = new Viewing("acme", UUID.randomUUID(), "unlisted");

        assertThat(plain.playback(BASE, viewing, MediaReference.NONE)).isEqualTo(MediaEndpoints.Playback.NONE);
    }
}
