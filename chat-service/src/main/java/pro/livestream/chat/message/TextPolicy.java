package pro.livestream.chat.message;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What counts as text: cleaned, bounded, with its links and names found. */
final class TextPolicy {

    static final int LENGTH_MAX = 500;
    private static final int FOUND_MAX = 10;
    private static final int EXCERPT_LENGTH = 80;
    private static final Pattern LINK = Pattern.compile("\\bhttps?://[^\\s<>\"]+");
    private static final Pattern NAME = Pattern.compile("(?<![\\w@＠-])[@＠]([A-Za-z0-9_-]{3,50})");
    private static final String TRAILING = ".,;:!?)]}'";

    /** Where an address stands in the text, in UTF-16 units. */
    record Link(int start, int end, String url) {}

    private TextPolicy() {}

    /** Trimmed, without NUL and unpaired surrogates, which PostgreSQL and UTF-8 do not take. */
    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point != 0) {
                clean.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
            }
        });
        return clean.toString().strip();
    }

    static boolean isTooLong(String text) {
        return text.length() > LENGTH_MAX && text.codePointCount(0, text.length()) > LENGTH_MAX;
    }

    static List<Link> links(String text) {
        var links = new ArrayList<Link>();
        if (!text.contains("http")) {
            return links;
        }
        var matcher = LINK.matcher(text);
        while (matcher.find() && links.size() < FOUND_MAX) {
            int end = matcher.end();
            while (end > matcher.start() && TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            links.add(new Link(matcher.start(), end, text.substring(matcher.start(), end)));
        }
        return links;
    }

    /** Names that were called, without the sign. */
    static List<String> names(String text) {
        var names = new ArrayList<String>();
        if (text.indexOf('@') < 0 && text.indexOf('＠') < 0) {
            return names;
        }
        var matcher = NAME.matcher(text);
        while (matcher.find() && names.size() < FOUND_MAX) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The beginning of a quoted text, cut between code points and not inside a joined emoji where that can be seen. */
    static String excerpt(String text) {
        if (text.codePointCount(0, text.length()) <= EXCERPT_LENGTH) {
            return text;
        }
        var breaks = BreakIterator.getCharacterInstance();
        breaks.setText(text);
        int end = breaks.preceding(text.offsetByCodePoints(0, EXCERPT_LENGTH) + 1);
        return text.substring(0, Math.max(0, end)) + "…";
    }
}
