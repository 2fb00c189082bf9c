package pro.livestream.stream.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlaybackTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration LIFE = Duration.ofHours(4);

    private final UUID stream = UUID.randomUUID();

    private static PlaybackTokens at(String secret, Instant now) {
        return new PlaybackTokens(secret, LIFE, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void allow_one_stream_until_their_end() {
        String token = at("s", NOW).issue(stream);

        assertThat(at("s", NOW.plus(LIFE)).allows(token, stream)).isTrue();
        assertThat(at("s", NOW.plus(Duration.ofMinutes(301))).allows(token, stream))
                .isFalse();
        assertThat(at("s", NOW).allows(token, UUID.randomUUID())).isFalse();
        assertThat(at("other", NOW).allows(token, stream)).isFalse();
    }

    @Test
    void cannot_be_made_to_last_longer() {
        String token = at("s", NOW).issue(stream);
        String longer = "zzzzzzz" + token.substring(token.indexOf('.'));

        assertThat(at("s", NOW).allows(longer, stream)).isFalse();
        assertThat(at("s", NOW).allows("", stream)).isFalse();
        assertThat(at("s", NOW).allows(".", stream)).isFalse();
        assertThat(at("s", NOW).allows("zzzzzzzzzzzzzzzzzzzz.x", stream)).isFalse();
    }

    @Test
    void are_shared_for_a_while_so_that_caches_can_serve_all_viewers() {
        assertThat(at("s", NOW.plusSeconds(1)).issue(stream))
                .isEqualTo(at("s", NOW.plusSeconds(60)).issue(stream));
    }
}
