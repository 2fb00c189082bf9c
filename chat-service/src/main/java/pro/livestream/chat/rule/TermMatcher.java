package pro.livestream.chat.rule;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel's terms, compiled once and asked for each message; what an allowed term covers counts for no other. */
public final class TermMatcher {

    public static final TermMatcher NONE = new TermMatcher(List.of());

    private static final int FOUND_MAX = 20;

    private final List<Term> phrases;
    private final PhraseFinder finder;
    private final List<Expression> expressions;

    private record Expression(
            Term term, Pattern pattern, @Nullable String literal) {}

    private record Hit(Term term, int start, int end) {
        private boolean covers(Hit other) {
            return start <= other.start && other.end <= end;
        }
    }

    /** The terms must have passed {@link #problem}. */
    public TermMatcher(List<Term> terms) {
        phrases = terms.stream()
                .filter(term -> term.kind() != Term.Kind.REGEX && problem(term.kind(), term.text()) == null)
                .toList();
        finder = new PhraseFinder(
                phrases.stream().map(term -> phrase(term.text())).toList());
        expressions = terms.stream()
                .filter(term -> term.kind() == Term.Kind.REGEX && problem(term.kind(), term.text()) == null)
                .map(term -> new Expression(
                        term, RegexPolicy.compile(term.text()), RegexPolicy.requiredLiteral(term.text())))
                .toList();
    }

    /** What is wrong with a term, or null. */
    public static @Nullable String problem(Term.Kind kind, String text) {
        if (text.isBlank()) {
            return "must not be blank";
        }
        if (text.codePointCount(0, text.length()) > Term.LENGTH_MAX) {
            return "has at most " + Term.LENGTH_MAX + " characters";
        }
        if (kind != Term.Kind.REGEX) {
            return phrase(text).isEmpty() ? "has nothing visible" : null;
        }
        try {
            RegexPolicy.compile(text);
            return null;
        } catch (IllegalArgumentException wrong) {
            return wrong.getMessage();
        }
    }

    /** Whether an expression has nothing that every match needs, so that it has to be tried on every text. */
    public static boolean isOpen(String expression) {
        return RegexPolicy.requiredLiteral(expression) == null;
    }

    private static String phrase(String text) {
        return FoldedText.of(text).folded().strip();
    }

    public boolean isEmpty() {
        return phrases.isEmpty() && expressions.isEmpty();
    }

    /** The strongest term that the text contains, or null; never one that allows. */
    public @Nullable Term find(FoldedText text) {
        if (isEmpty()) {
            return null;
        }
        var hits = new ArrayList<Hit>();
        finder.find(text.folded(), (phrase, start, end) -> {
            var term = phrases.get(phrase);
            if (term.kind() == Term.Kind.EXACT
                    || (!FoldedText.isInsideWord(text.folded(), start)
                            && !FoldedText.isInsideWord(text.folded(), end))) {
                hits.add(new Hit(term, start, end));
            }
        });
        for (var expression : expressions) {
            search(expression, text, hits);
        }
        return strongest(hits);
    }

    /** Expressions are tried on the plain text, too: what they say of digits must not meet letters only. */
    private static void search(Expression expression, FoldedText text, List<Hit> hits) {
        search(expression, text.folded(), hits);
        if (!text.plain().equals(text.folded())) {
            search(expression, text.plain(), hits);
        }
    }

    private static void search(Expression expression, String text, List<Hit> hits) {
        var literal = expression.literal();
        if (literal != null && !text.contains(literal)) {
            return;
        }
        var matcher = expression.pattern().matcher(text);
        for (int found = 0; found < FOUND_MAX && matcher.find(); found++) {
            hits.add(new Hit(expression.term(), matcher.start(), matcher.end()));
        }
    }

    private static @Nullable Term strongest(List<Hit> hits) {
        Term strongest = null;
        for (var hit : hits) {
            var term = hit.term();
            if (term.action() != RuleAction.ALLOW
                    && (strongest == null || term.action().isStrongerThan(strongest.action()))
                    && hits.stream()
                            .noneMatch(other -> other.term().action() == RuleAction.ALLOW && other.covers(hit))) {
                strongest = term;
            }
        }
        return strongest;
    }
}
