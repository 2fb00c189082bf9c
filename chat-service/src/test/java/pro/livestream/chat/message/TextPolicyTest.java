package pro.livestream.chat.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPolicyTest {

    @Test
    void textIsTrimmedAndFreedOfWhatNoStoreTakes() {
        assertEquals("a\uFFFDb", TextPolicy.clean("  a\u0000\uD800b \n"));
    }

    @Test
    void lengthCountsCodePoints() {
        assertFalse(TextPolicy.isTooLong("\uD83D\uDE00".repeat(500)));
        assertTrue(TextPolicy.isTooLong("x".repeat(501)));
    }

    @Test
    void linksEndBeforePunctuation() {
        assertEquals(
                List.of(new TextPolicy.Link(4, 23, "https://example.org")),
                TextPolicy.links("see https://example.org, please"));
        assertEquals(List.of(), TextPolicy.links("javascript:alert(1) ftp://x"));
    }

    @Test
    void namesAreFoundWhereTheyAreCalled() {
        assertEquals(List.of("ann", "bob_1"), TextPolicy.names("@ann hello @bob_1! mail me: x@example.org"));
    }

    @Test
    void excerptsDoNotCutAnEmoji() {
        var family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

        var excerpt = TextPolicy.excerpt("x".repeat(78) + family);

        assertFalse(excerpt.contains("\uD83D\uDC68") && !excerpt.contains(family), excerpt);
    }

    @Test
    void namesAreCalledInFullWidthToo() {
        assertEquals(List.of("ann"), TextPolicy.names("こんにちは＠ann さん"));
    }

    @Test
    void excerptsDoNotCutAGrapheme() {
        for (var grapheme :
                List.of("e\u0301", "\uD83C\uDDEF\uD83C\uDDF5", "\uD83D\uDC4D\uD83C\uDFFD", "か\u3099", "각")) {
            for (int before = 75; before <= 80; before++) {
                var text = "x".repeat(before) + grapheme.repeat(20);

                var kept = TextPolicy.excerpt(text).replace("…", "").substring(before);

                assertEquals(0, kept.length() % grapheme.length(), grapheme + " after " + before + ": " + kept);
            }
        }
    }

    @Test
    void shortTextsAreQuotedWhole() {
        assertEquals(":smile: hi", TextPolicy.excerpt(":smile: hi"));
    }

    @Test
    void shortcodesStayAsTheyAre() {
        assertEquals(":smile: :heart_eyes:", TextPolicy.clean(" :smile: :heart_eyes: "));
        assertEquals(List.of(), TextPolicy.links(":smile:"));
    }
}
