package pro.livestream.platform.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    private static final String ROOM = "room:1";
    private static final String IN_ROOM = "'room:1'";

    @Test
    void wordsStandInTheIndexFoldedAndAtTheirPlaces() {
        assertEquals(IN_ROOM + ":1 'hello':2 'world':8", SearchText.vector("Hello ＷＯＲＬＤ!", ROOM));
    }

    @Test
    void ofSpacelessScriptsEachCharacterAndEachPairStandsThere() {
        assertEquals(IN_ROOM + ":1 '東':2 '東京':2 '京':3 '京都':3 '都':4 'go':5", SearchText.vector("東京都go", ROOM));
    }

    @Test
    void wordsAreAskedForByTheirBeginningAndSpacelessTextAsAPhrase() {
        assertEquals(IN_ROOM + " & 'str':*", SearchText.query("Str", ROOM));
        assertEquals(IN_ROOM + " & ('東京' <-> '京都')", SearchText.query("東京都", ROOM));
        assertEquals(IN_ROOM + " & ('猫')", SearchText.query("猫", ROOM));
        assertEquals(IN_ROOM + " & '🎉'", SearchText.query("🎉!", ROOM));
    }

    @Test
    void aTextWithoutTagsStandsForItself() {
        assertEquals("'go':2", SearchText.vector("Go!"));
        assertEquals("'go':* & 'live':*", SearchText.query("go live"));
        assertEquals("", SearchText.vector("!"));
    }

    @Test
    void punctuationAloneCanNotBeFound() {
        assertEquals("", SearchText.query(" :' & | ! \\ ", ROOM));
    }

    @Test
    void theRoomCanNotBeAskedForByAText() {
        assertEquals(IN_ROOM + " & 'room':* & '1234':*", SearchText.query("room:1234", ROOM));
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
        var vector = SearchText.vector("ﷺ".repeat(500) + "a".repeat(500), ROOM);

        assertTrue(vector.length() < 200_000);
        assertFalse(vector.contains(":16384"));
    }
}
