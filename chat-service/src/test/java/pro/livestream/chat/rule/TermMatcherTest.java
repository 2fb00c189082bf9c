package pro.livestream.chat.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TermMatcherTest {
    private static final int ROUNDS = 300;

    private static Term term(Term.Kind kind, RuleAction action, String text) {
        return new Term(UUID.randomUUID(), kind, action, text);
    }

    private static @Nullable RuleAction found(String text, Term... terms) {
        var term = new TermMatcher(List.of(terms)).find(FoldedText.of(text));
        return term == null ? null : term.action();
    }

    private static boolean blocks(Term.Kind kind, String term, String text) {
        return found(text, term(kind, RuleAction.BLOCK, term)) == RuleAction.BLOCK;
    }

    @Test
    void wordsAreFoundOnlyAsWords() {
        assertTrue(blocks(Term.Kind.WORD, "ass", "you ass!"));
        assertTrue(blocks(Term.Kind.WORD, "ass", "ass"));
        assertTrue(blocks(Term.Kind.WORD, "bad word", "a bad word, that"));
        assertTrue(!blocks(Term.Kind.WORD, "ass", "a class of grass"));
        assertTrue(!blocks(Term.Kind.WORD, "burn", "bum"));
    }

    @Test
    void exactOnesAreFoundInsideWordsAndInScriptsWithoutSpaces() {
        assertTrue(blocks(Term.Kind.EXACT, "ass", "class"));
        assertTrue(blocks(Term.Kind.EXACT, "馬鹿", "お前は馬鹿だ"));
        assertTrue(blocks(Term.Kind.WORD, "馬鹿", "君馬鹿"));
    }

    @Test
    void caseWidthInvisibleCharactersAccentsAndLookalikesDoNotHide() {
        Stream.of(
                        "SPAM",
                        "ＳＰＡＭ",
                        "s\u200Bp\u200Da\u2060m",
                        "ѕрам".replace('м', 'm'),
                        "𝓼𝓹𝓪𝓶",
                        "spám",
                        "s\u0337p\u0337a\u0337m\u0337",
                        "ⓢⓟⓐⓜ")
                .forEach(disguised -> assertTrue(blocks(Term.Kind.WORD, "spam", disguised), disguised));
        assertTrue(blocks(Term.Kind.WORD, "fool", "f00l"));
        assertTrue(blocks(Term.Kind.EXACT, "ガンダム", "ｶﾞﾝﾀﾞﾑ"));
        assertTrue(!blocks(Term.Kind.EXACT, "カ", "ガ"));
        assertTrue(!blocks(Term.Kind.EXACT, "lol", "the 101 dalmatians"));
    }

    @Test
    void expressionsSeeTheTextAsItIsAndAsItLooks() {
        assertTrue(blocks(Term.Kind.REGEX, "fr[e3]+ gift", "FREEEE gift"));
        assertTrue(blocks(Term.Kind.REGEX, "^\\d{4}-\\d{4}$", "1234-1010"));
        assertTrue(blocks(Term.Kind.REGEX, "code[01]+", "CODE0101"));
        assertTrue(blocks(Term.Kind.REGEX, "casino", "саsіnо"));
        assertTrue(!blocks(Term.Kind.REGEX, "casino", "cas ino"));
    }

    @Test
    void theStrongestCountsButNotInsideWhatIsAllowed() {
        var allowed = term(Term.Kind.WORD, RuleAction.ALLOW, "Scunthorpe");
        var held = term(Term.Kind.EXACT, RuleAction.HOLD, "cunt");
        var blocked = term(Term.Kind.REGEX, RuleAction.BLOCK, "h+orpe");

        assertEquals(RuleAction.BLOCK, found("scunthorpe", held, blocked));
        assertEquals(RuleAction.HOLD, found("cunt", held, blocked));
        assertNull(found("I live in Scunthorpe", allowed, held, blocked));
        assertEquals(RuleAction.HOLD, found("Scunthorpe, you cunt", allowed, held, blocked));
        assertEquals(RuleAction.BLOCK, found("Scunthorpe horpe", allowed, held, blocked));
    }

    @Test
    void overlappingPhrasesAreAllFound() {
        var held = term(Term.Kind.EXACT, RuleAction.HOLD, "abcd");
        var blocked = term(Term.Kind.EXACT, RuleAction.BLOCK, "bc");

        assertEquals(RuleAction.BLOCK, found("xabcdx", held, blocked));
        assertEquals(RuleAction.HOLD, found("xabcdx", held));
    }

    @Test
    void saysWhatIsWrongWithATerm() {
        Stream.of("[", "(a", "a{1001}", "((a{100}){100}){100}", "a*", "", "(x|)", "(?=x)")
                .forEach(wrong -> assertNotNull(TermMatcher.problem(Term.Kind.REGEX, wrong), wrong));
        assertNotNull(TermMatcher.problem(Term.Kind.WORD, "x".repeat(201)));
        assertNotNull(TermMatcher.problem(Term.Kind.WORD, "\u200B\u200B"));
        assertNull(TermMatcher.problem(Term.Kind.WORD, "x".repeat(200)));
        assertNull(TermMatcher.problem(Term.Kind.REGEX, "(x+x+)+y"));
    }

    @Test
    void aLiteralThatIsNeededSparesTheRestTheExpression() {
        assertEquals("free", RegexPolicy.requiredLiteral("fre+e? FREE[ -]?(gift|coin)s?"));
        assertEquals("casin", RegexPolicy.requiredLiteral("casino*"));
        assertEquals("ab", RegexPolicy.requiredLiteral("ab+c?"));
        assertEquals("gift", RegexPolicy.requiredLiteral("(?i)gift\\b"));
        assertEquals("xyz", RegexPolicy.requiredLiteral("a{2}xyz\\.b"));
        Stream.of(
                        "free|gift",
                        "\\x41bc",
                        "\\pLetter",
                        "\\Qabc\\E*",
                        "(ab",
                        "[a]]b|cd",
                        "a?b?",
                        "((ab)c)*de",
                        "[[:alpha:]]bc")
                .forEach(expression -> assertNull(RegexPolicy.requiredLiteral(expression), expression));
    }

    @Test
    void whatDrivesOtherEnginesMadIsLinear() {
        var matcher = new TermMatcher(List.of(term(Term.Kind.REGEX, RuleAction.BLOCK, "(x+x+)+y")));
        var text = FoldedText.of("x".repeat(500));
        long started = System.nanoTime();

        var term = matcher.find(text);

        assertNull(term);
        assertTrue(System.nanoTime() - started < Duration.ofSeconds(2).toNanos());
    }

    @Test
    void fiveHundredTermsCostLittle() {
        var terms = new ArrayList<Term>();
        for (int i = 0; i < 450; i++) {
            terms.add(term(
                    i % 2 == 0 ? Term.Kind.WORD : Term.Kind.EXACT,
                    RuleAction.BLOCK,
                    "bad" + Integer.toString(i * 7919, 36) + "word"));
        }
        var withLiterals = new ArrayList<>(terms);
        var withoutLiterals = new ArrayList<>(terms);
        for (int i = 0; i < 50; i++) {
            withLiterals.add(term(Term.Kind.REGEX, RuleAction.BLOCK, "free[ -]?(gift|coin)s?" + i + "[a-z]+"));
            withoutLiterals.add(
                    term(Term.Kind.REGEX, RuleAction.BLOCK, "(f|ph)r[e3]+[ -]?(gift|coin)s?\\d{1," + (i + 1) + "}!"));
        }
        var text = "Good evening everybody, what a lovely stream this is today \uD83D\uDE00 greetings from Köln";

        long phrases = cost(new TermMatcher(terms), text);
        long literals = cost(new TermMatcher(withLiterals), text);
        long all = cost(new TermMatcher(withoutLiterals), text);

        System.out.printf(
                "terms, per message of %d characters: 450 phrases %.1f us; and 50 expressions that need a literal"
                        + " %.1f us; and 50 that need none %.1f us%n",
                text.length(), phrases / 1e3, literals / 1e3, all / 1e3);
        assertTrue(literals < Duration.ofMillis(1).toNanos(), literals + " ns");
    }

    private static long cost(TermMatcher matcher, String text) {
        int found = 0;
        for (int i = 0; i < ROUNDS; i++) {
            found += matcher.find(FoldedText.of(text)) == null ? 0 : 1;
        }
        long started = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            found += matcher.find(FoldedText.of(text)) == null ? 0 : 1;
        }
        assertEquals(0, found);
        return (System.nanoTime() - started) / ROUNDS;
    }
}
