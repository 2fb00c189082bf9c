package pro.livestream.stream.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.Signal;
import pro.livestream.stream.profile.Broadcaster;

class StreamChangesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private static Stream stream(StreamStatus status, MediaState media) {
        var id = UUID.randomUUID();
        return new Stream(
                id,
                id,
                new Broadcaster(id, "alice", null, null),
                "Title",
                null,
                null,
                List.of(),
                null,
                null,
                "public",
                status,
                media,
                "embedded",
                null,
                "start",
                "low",
                true,
                null,
                NOW,
                NOW,
                null,
                0,
                0,
                0,
                NOW,
                List.of(),
                MediaReference.NONE,
                1,
                NOW,
                NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEDULED, LIVE, true",
        "SCHEDULED, CANCELLED, true",
        "SCHEDULED, ENDED, false",
        "LIVE, ENDED, true",
        "LIVE, SCHEDULED, false",
        "LIVE, CANCELLED, false",
        "ENDED, LIVE, false",
        "CANCELLED, LIVE, false"
    })
    void status_moves_only_along_its_ways(StreamStatus from, StreamStatus to, boolean legal) {
        assertThat(from.canBecome(to)).isEqualTo(legal);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, WAITING, true",
        "NONE, LIVE, false",
        "WAITING, LIVE, true",
        "WAITING, INTERRUPTED, false",
        "LIVE, INTERRUPTED, true",
        "LIVE, WAITING, false",
        "INTERRUPTED, LIVE, true",
        "INTERRUPTED, NONE, true"
    })
    void media_moves_only_along_its_ways(MediaState from, MediaState to, boolean legal) {
        assertThat(Signal.stored(from, NOW).on(to, NOW).isPresent()).isEqualTo(legal);
    }

    @Test
    void a_second_end_changes_nothing() {
        var ended = StreamChanges.ended(stream(StreamStatus.LIVE, MediaState.LIVE), NOW.plusSeconds(9));

        var again = StreamChanges.ended(ended, NOW.plusSeconds(99));

        assertThat(ended.status()).isEqualTo(StreamStatus.ENDED);
        assertThat(ended.media()).isEqualTo(MediaState.NONE);
        assertThat(again).isSameAs(ended);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEDULED", "CANCELLED"})
    void what_never_started_cannot_end(StreamStatus status) {
        assertThatThrownBy(() -> StreamChanges.ended(stream(status, MediaState.NONE), NOW))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo("STREAM_NOT_LIVE"));
    }

    @Test
    void a_live_stream_cannot_start_again() {
        assertThatThrownBy(() -> StreamChanges.started(stream(StreamStatus.LIVE, MediaState.LIVE), NOW))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo("ALREADY_LIVE"));
    }

    @Test
    void late_news_of_the_signal_does_not_wake_an_ended_stream() {
        var ended = stream(StreamStatus.ENDED, MediaState.NONE);

        assertThat(StreamChanges.media(ended, MediaState.LIVE, NOW)).isSameAs(ended);
    }

    @Test
    void every_change_has_a_higher_version() {
        var live = stream(StreamStatus.LIVE, MediaState.WAITING);

        assertThat(StreamChanges.media(live, MediaState.LIVE, NOW).version()).isEqualTo(2);
    }

    @Test
    void a_signal_that_comes_back_leaves_the_gap_it_made() {
        var gone = StreamChanges.media(stream(StreamStatus.LIVE, MediaState.LIVE), MediaState.INTERRUPTED, NOW);

        var back = StreamChanges.media(gone, MediaState.LIVE, NOW.plusMillis(7_500));
        var again = StreamChanges.media(back, MediaState.LIVE, NOW.plusSeconds(9));

        assertThat(gone.gaps()).isEmpty();
        assertThat(back.gaps()).containsExactly(new RecordingGap(NOW, NOW.plusMillis(7_500), 7.5, "interrupted"));
        assertThat(again).isEqualTo(back);
    }
}
