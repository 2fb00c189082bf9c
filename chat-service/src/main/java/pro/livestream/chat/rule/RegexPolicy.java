package pro.livestream.chat.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which regular expressions a channel may use: those of RE2, whose time grows with the text's length only, of bounded size. */
final class RegexPolicy {

    private static final int PROGRAM_MAX = 500;
    private static final int REPEATS_MAX = 1000;
    private static final int LITERAL_MIN = 2;
    private static final java.util.regex.Pattern REPEAT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})?(?:,(\\d{1,9})?)?}");

    private RegexPolicy() {}

    /** Refuses with a text for people what is no expression, matches nothing at all, or is too large. */
    static Pattern compile(String expression) {
        // Nested repetitions multiply, before anything could measure what they became.
        long repeats = 1;
        var counts = REPEAT.matcher(expression);
        while (counts.find()) {
            var most = counts.group(2) != null ? counts.group(2) : counts.group(1);
            repeats *= most == null ? 1 : Math.max(1, Long.parseLong(most));
            if (repeats > REPEATS_MAX) {
                throw new IllegalArgumentException("repeats too much");
            }
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("is no regular expression: " + wrong.getDescription(), wrong);
        }
        if (pattern.programSize() > PROGRAM_MAX) {
            throw new IllegalArgumentException("is too complex");
        }
        if (pattern.matcher("").find()) {
            throw new IllegalArgumentException("matches an empty text, so it would match every message");
        }
        return pattern;
    }

    /**
     * The longest run of letters and digits, in lower case, without which nothing matches; null where none is plain to see.
     * Looking for it first spares most texts the expression.
     */
    static @Nullable String requiredLiteral(String expression) {
        var longest = "";
        var run = new StringBuilder();
        for (int at = 0; at < expression.length(); at++) {
            char one = expression.charAt(at);
            if (isPlain(one)) {
                run.append(Character.toLowerCase(one));
                continue;
            }
            if (one == '*' || one == '?' || one == '{') {
                run.setLength(Math.max(0, run.length() - 1));
            }
            longest = run.length() > longest.length() ? run.toString() : longest;
            run.setLength(0);
            at = behind(expression, at);
            if (at < 0) {
                return null;
            }
        }
        longest = run.length() > longest.length() ? run.toString() : longest;
        return longest.length() < LITERAL_MIN ? null : longest;
    }

    /** The last character of what begins here and is no literal; -1 where that is not plain to see. */
    private static int behind(String expression, int at) {
        return switch (expression.charAt(at)) {
            case '|' -> -1;
            case '\\' -> at + 1 < expression.length() && isSimpleEscape(expression.charAt(at + 1)) ? at + 1 : -1;
            case '{' -> expression.indexOf('}', at);
            case '[' -> classEnd(expression, at);
            case '(' -> groupEnd(expression, at);
            default -> at;
        };
    }

    private static boolean isSimpleEscape(char escaped) {
        return !isPlain(escaped) || "dDsSwWbB".indexOf(escaped) >= 0;
    }

    private static int classEnd(String expression, int at) {
        // A class within, an escape, or a bracket in first place: rare enough to give up.
        int end = expression.indexOf(']', at + 1);
        var inside = end < 0 ? "[" : expression.substring(at + 1, end);
        return inside.isEmpty() || inside.equals("^") || inside.indexOf('[') >= 0 || inside.indexOf('\\') >= 0
                ? -1
                : end;
    }

    private static int groupEnd(String expression, int at) {
        int end = expression.indexOf(')', at);
        var inside = end < 0 ? "(" : expression.substring(at + 1, end);
        return inside.indexOf('(') >= 0 || inside.indexOf('[') >= 0 || inside.indexOf('\\') >= 0 ? -1 : end;
    }

    private static boolean isPlain(char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
    }
}
