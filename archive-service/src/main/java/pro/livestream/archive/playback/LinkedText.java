package pro.livestream.archive.playback;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Playlists and tracks whose references carry the query of the link that they were asked by. */
final class LinkedText {

    private static final Pattern MAP = Pattern.compile("URI=\"([^\"?]+)\"");
    private static final Pattern SPRITE = Pattern.compile("^(sprite-[0-9]+\\.jpg)(#.*)$");

    private LinkedText() {}

    static String playlist(String text, String query) {
        return text.lines()
                .map(line -> line.startsWith("#")
                        ? MAP.matcher(line).replaceAll(found -> quoted("URI=\"" + found.group(1) + query + "\""))
                        : line.isBlank() ? line : line + query)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static String track(String text, String query) {
        return text.lines()
                .map(line -> SPRITE.matcher(line).replaceAll(found -> quoted(found.group(1) + query + found.group(2))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(String replacement) {
        return java.util.regex.Matcher.quoteReplacement(replacement);
    }
}
