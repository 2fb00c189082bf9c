package pro.livestream.chat.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextRulesTest {

    private static TextRules.@Nullable Objection judge(TextRules rules, String text) {
        return rules.judge(text, FoldedText.of(text));
    }

    private static TextRules links(RuleAction action, String... hosts) {
        return new TextRules(TermMatcher.NONE, action, Set.of(hosts), false);
    }

    @Test
    void linksAreFoundHoweverTheyAreWritten() {
        var rules = links(RuleAction.BLOCK);

        Stream.of(
                        "see https://evil.example/x",
                        "HTTP://EVIL.EXAMPLE",
                        "//evil.example/path",
                        "www.evil.com",
                        "evil.com/offer",
                        "ｈｔｔｐｓ：／／evil.example",
                        "ht\u200Btps://evil.example",
                        "javascript://evil.example/%0aalert(1)",
                        "visit evil.gg!")
                .forEach(text -> assertNotNull(judge(rules, text), text));
        Stream.of("hello. how are you?", "3.14 is pi", "e.g. this", "ok...what", "mail me at ann@home", "a/b")
                .forEach(text -> assertNull(judge(rules, text), text));
    }

    @Test
    void allowedHostsAndTheirSubdomainsMayBeLinked() {
        var rules = links(RuleAction.HOLD, "example.org", "youtu.be");

        assertNull(judge(rules, "https://example.org/a"));
        assertNull(judge(rules, "https://www.example.org:8443/a, youtu.be/x"));
        Stream.of(
                        "https://example.org.evil.com",
                        "https://evilexample.org",
                        "https://example.org@evil.com/",
                        "https://evil.com/?https://example.org",
                        "https://example.org https://evil.com")
                .forEach(text -> assertNotNull(judge(rules, text), text));
        var objection = judge(rules, "https://evil.com");
        assertNotNull(objection);
        assertEquals(RuleAction.HOLD, objection.action());
    }

    @Test
    void onlyEmotesMeansOnlyEmotes() {
        Stream.of(
                        "\uD83D\uDE00",
                        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 ❤\uFE0F",
                        ":smile: :cry:",
                        "\uD83C\uDDEF\uD83C\uDDF5",
                        "1\uFE0F\u20E3",
                        "\uD83D\uDC4D\uD83C\uDFFD")
                .forEach(text -> assertTrue(EmotePolicy.isOnlyEmotes(text), text));
        Stream.of("hi \uD83D\uDE00", "1", ":not a code:", "日本", "© now", ":)")
                .forEach(text -> assertFalse(EmotePolicy.isOnlyEmotes(text), text));
    }

    @Test
    void theSpamScoreAddsRepeatsCapitalsAndFlood() {
        var score = new SpamScore();
        assertEquals(0, add(score, "hello there", 0));
        assertEquals(30, add(score, "HELLO there".toLowerCase(Locale.ROOT), 1_000));
        assertEquals(60, add(score, "hello  there", 2_000));
        assertEquals(0, add(score, "hello there", 40_000));

        assertEquals(40, add(new SpamScore(), "BUY MY CHEAP COINS", 0));
        assertEquals(0, add(new SpamScore(), "Buy My Cheap Coins", 0));
        assertEquals(0, add(new SpamScore(), "LOL OMG", 0));

        var flood = new SpamScore();
        int last = 0;
        for (int i = 0; i < 8; i++) {
            last = add(flood, "message number " + (char) ('a' + i), i * 100L);
        }
        assertEquals(30, last);
    }

    private static int add(SpamScore score, String text, long atMs) {
        return score.add(text, FoldedText.of(text), atMs);
    }
}
