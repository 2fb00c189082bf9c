package pro.livestream.stream.media.mediamtx;

import static org.assertj.core.api.Assertions.assertThat;
import static pro.livestream.stream.media.outside.MediaServerContract.done;
import static pro.livestream.stream.media.outside.MediaServerContract.subject;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pro.livestream.stream.media.MediaConfig;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaServer.Viewing;
import pro.livestream.stream.media.PlaybackTokens;
import pro.livestream.stream.media.outside.MediaServerContract;
import pro.livestream.stream.media.outside.OutsideParty;
import pro.livestream.stream.media.outside.Settings;

class MediaMtxServerTest implements MediaServerContract {

    private final OutsideParty mediaMtx = new MediaMtx().open();
    private final PlaybackTokens tokens = new PlaybackTokens(Settings.of(MediaConfig.class, Map.of()));
    private final MediaServer server = new MediaMtxServer(
            mediaMtx.vertx(),
            Settings.of(
                    MediaMtxConfig.class,
                    Map.of(
                            "livestream.media.mediamtx.api-url", mediaMtx.url(),
                            "livestream.media.mediamtx.api-user", "us",
                            "livestream.media.mediamtx.api-password", "secret")),
            tokens);

    @AfterEach
    void close() {
        mediaMtx.close();
    }

    @Override
    public MediaServer server() {
        return server;
    }

    @Override
    public OutsideParty outside() {
        return mediaMtx;
    }

    @Test
    void sends_the_publisher_of_an_ended_stream_away() {
        var subject = subject();
        var reference = done(server.prepare(subject));
        mediaMtx.publishes(subject.streamId().toString(), true);

        done(server.stop("acme", subject.userId(), subject.streamId(), reference));

        assertThat(mediaMtx.things()).isZero();
        assertThat(mediaMtx.calls().getLast().path()).isEqualTo("/v3/rtmpconns/kick/connection-1");
        assertThat(mediaMtx.calls())
                .allSatisfy(call -> assertThat(call.authorization()).startsWith("Basic "));
    }

    @Test
    void has_a_rate_after_two_looks() {
        var subject = subject();
        var reference = done(server.prepare(subject));
        mediaMtx.publishes(subject.streamId().toString(), true);

        var first = done(server.look("acme", subject.streamId(), reference)).orElseThrow();
        var second = done(server.look("acme", subject.streamId(), reference)).orElseThrow();

        assertThat(first.health()).isNull();
        assertThat(second.health()).isNotNull();
    }

    @Test
    void addresses_of_what_is_not_public_carry_a_token_that_its_hook_knows() {
        var id = UUID.randomUUID();

        var hidden = server.playback(BASE, new Viewing("acme", id, "unlisted"), MediaReference.NONE);
        var open = server.playback(BASE, new Viewing("acme", id, "public"), MediaReference.NONE);

        String hls = String.valueOf(hidden.hlsUrl());
        assertThat(tokens.allows(hls.substring(hls.indexOf("token=") + 6), id)).isTrue();
        assertThat(tokens.allows(hls.substring(hls.indexOf("token=") + 6), UUID.randomUUID()))
                .isFalse();
        assertThat(open.hlsUrl()).endsWith("/acme/" + id + "/index.m3u8");
        assertThat(open.whepUrl()).endsWith("/acme/" + id + "/whep");
    }
}
