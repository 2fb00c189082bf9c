package pro.livestream.stream.media.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.SignalReport;

/** What every adapter of a media server outside has to do, over real HTTP. */
public interface MediaServerContract {

    URI BASE = URI.create("https://live.example");

    MediaServer server();

    OutsideParty outside();

    static MediaSubject subject() {
        return new MediaSubject(
                "acme", UUID.randomUUID(), UUID.randomUUID(), "A \"title\"", "public", true, "acme_key");
    }

    static <T> T done(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(15));
    }

    private Optional<SignalReport> look(MediaSubject subject, MediaReference reference) {
        pause();
        return done(server().look(subject.tenant(), subject.streamId(), reference));
    }

    private RecordingSummary stop(MediaSubject subject, MediaReference reference) {
        return done(server().stop(subject.tenant(), subject.userId(), subject.streamId(), reference));
    }

    @Test
    default void a_stream_has_somewhere_to_go_and_leaves_nothing() {
        var subject = subject();

        var reference = done(server().prepare(subject));

        assertThat(outside().things()).isPositive();
        var ingest = server().ingest(BASE, subject, reference);
        assertThat(ingest.rtmpUrl()).startsWith("rtmp");
        assertThat(ingest.streamKey()).isNotBlank();
        assertThat(ingest.browserUrl()).isNull();
        stop(subject, reference);
        assertThat(outside().things()).isZero();
        assertThat(server().ingest(BASE, subject, MediaReference.NONE).browserUrl())
                .isNull();
    }

    @Test
    default void a_signal_is_seen_as_it_comes_and_goes() {
        var subject = subject();
        var reference = done(server().prepare(subject));

        assertThat(look(subject, reference))
                .hasValueSatisfying(report -> assertThat(report.arriving()).isFalse());
        outside().publishes(subject.streamId().toString(), true);
        assertThat(look(subject, reference))
                .hasValueSatisfying(report -> assertThat(report.state()).isEqualTo(MediaState.LIVE));
        outside().publishes(subject.streamId().toString(), false);
        assertThat(look(subject, reference))
                .hasValueSatisfying(report -> assertThat(report.state()).isEqualTo(MediaState.INTERRUPTED));
        stop(subject, reference);
        assertThat(look(subject, reference))
                .hasValueSatisfying(report -> assertThat(report.arriving()).isFalse());
    }

    /** Looks give way to other calls where those are counted. */
    private static void pause() {
        done(Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(250)));
    }

    @Test
    default void ending_twice_is_ending_once() {
        var subject = subject();
        var reference = done(server().prepare(subject));

        assertThat(stop(subject, reference)).isEqualTo(RecordingSummary.NOTHING);
        assertThat(stop(subject, reference)).isEqualTo(RecordingSummary.NOTHING);
    }

    @Test
    default void an_outage_is_a_503_and_no_stream() {
        outside().breakWith(500);

        assertThatThrownBy(() -> done(server().prepare(subject())))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().status()).isEqualTo(503);
                    assertThat(e.refusal().retryAfter()).isNotNull();
                });
        outside().breakWith(0);
        assertThat(outside().things()).isZero();
    }

    @Test
    default void what_refuses_us_is_a_503_too_and_says_nothing_of_why() {
        outside().breakWith(403);

        assertThatThrownBy(() -> done(server().prepare(subject())))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().status()).isEqualTo(503);
                    assertThat(e.refusal().message()).doesNotContain("403");
                });
    }
}
