package pro.livestream.chat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    private static final UUID ROOM = new UUID(0, 1);
    private static final String IN_ROOM = "'room:00000000-0000-0000-0000-000000000001'";

    @Test
    void wordsStandInTheIndexFoldedAndAtTheirPlaces() {
        assertEquals(IN_ROOM + ":1 'hello':2 'world':8", SearchText.vector(ROOM, "Hello ＷＯＲＬＤ!"));
    }

    @Test
    void ofSpacelessScriptsEachCharacterAndEachPairStandsThere() {
        assertEquals(IN_ROOM + ":1 '東':2 '東京':2 '京':3 '京都':3 '都':4 'go':5", SearchText.vector(ROOM, "東京都go"));
    }

    @Test
    void wordsAreAskedForByTheirBeginningAndSpacelessTextAsAPhrase() {
        assertEquals(IN_ROOM + " & 'str':*", SearchText.query(ROOM, "Str"));
        assertEquals(IN_ROOM + " & ('東京' <-> '京都')", SearchText.query(ROOM, "東京都"));
        assertEquals(IN_ROOM + " & ('猫')", SearchText.query(ROOM, "猫"));
        assertEquals(IN_ROOM + " & '🎉'", SearchText.query(ROOM, "🎉!"));
    }

    @Test
    void punctuationAloneCanNotBeFound() {
        assertEquals("", SearchText.query(ROOM, " :' & | ! \\ "));
    }

    @Test
    void theRoomCanNotBeAskedForByAText() {
        assertEquals(IN_ROOM + " & 'room':* & '1234':*", SearchText.query(ROOM, "room:1234"));
    }

    @ParameterizedTest
    @CsvSource({
        "Streaming now, stream, true",
        "Streaming now, NOW STREAM, true",
        "今日はラーメンを食べた, らーめん, false",
        "今日はラーメンを食べた, ラーメン, true",
        "今日はﾗｰﾒﾝを食べた, ラーメン, true",
        "今日はラーメンを食べた, 食, true",
        "東京の京都, 東京都, false",
        "Straße, STRASSE, true",
        "Ｃａｆé, café, true",
        "streaming, reaming, false",
    })
    void matchesAsTheIndexDoes(String text, String asked, boolean expected) {
        assertEquals(expected, SearchText.matches(text, asked));
    }

    @Test
    void aLongTextHasABoundedVector() {
        var vector = SearchText.vector(ROOM, "ﷺ".repeat(500) + "a".repeat(500));

        assertTrue(vector.length() < 200_000);
        assertFalse(vector.contains(":16384"));
    }
}
