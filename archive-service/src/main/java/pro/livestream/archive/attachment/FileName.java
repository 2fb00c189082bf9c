package pro.livestream.archive.attachment;

import org.jspecify.annotations.Nullable;

/** Names of files as people gave them. */
final class FileName {

    private static final int LENGTH_MAX = 200;
    private static final String NONE = "file";

    private FileName() {}

    /** Without folders and what can't be seen, and not longer than 200 characters, its ending kept. */
    static String plain(@Nullable String given) {
        if (given == null) {
            return NONE;
        }
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String seen = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "").strip();
        if (seen.isEmpty() || seen.chars().allMatch(c -> c == '.')) {
            return NONE;
        }
        int over = seen.codePointCount(0, seen.length()) - LENGTH_MAX;
        return over <= 0 ? seen : seen.substring(seen.offsetByCodePoints(0, over));
    }
}
