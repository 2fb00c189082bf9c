package pro.livestream.chat.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Which regular expressions a channel may use: those of RE2, whose time grows with the text's length only, of bounded size. */
final class RegexPolicy {

    private static final int PROGRAM_MAX = 2000;
    private static final int REPEATS_MAX = 1000;
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
}
