package pro.livestream.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pro.livestream.platform.error.RefusedException;

class CursorTest {

    @Test
    void comesBackAsItWent() {
        var time = Instant.parse("2026-01-31T12:34:56.789123Z");
        var id = UUID.randomUUID();

        var cursor = Cursor.decode(Cursor.of(time, id, 7L).encode(), 3);

        assertThat(cursor.instant(0)).isEqualTo(time);
        assertThat(cursor.uuid(1)).isEqualTo(id);
        assertThat(cursor.number(2)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!!", "YQ", "a b", "%00"})
    void refusesWhatItDidNotMake(String text) {
        assertThatThrownBy(() -> Cursor.decode(text, 2)).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesPartsOfAnotherType() {
        var cursor = Cursor.decode(Cursor.of("x", "y").encode(), 2);

        assertThatThrownBy(() -> cursor.instant(0)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> cursor.uuid(0)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> cursor.number(1)).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "ten", "1.5", "99999999999"})
    void refusesALimitOutOfBounds(String limit) {
        assertThatThrownBy(() -> PageRequest.from(limit, null)).isInstanceOf(RefusedException.class);
    }

    @Test
    void endsTheListWithANullCursor() {
        var request = PageRequest.from("2", null);

        assertThat(Page.of(List.of(1, 2), request, Cursor::of).nextCursor()).isNull();
        assertThat(Page.of(List.of(1, 2, 3), request, Cursor::of).items()).containsExactly(1, 2);
        assertThat(Page.of(List.of(1, 2, 3), request, Cursor::of).nextCursor()).isNotNull();
    }
}
