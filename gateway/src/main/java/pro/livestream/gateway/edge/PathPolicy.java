package pro.livestream.gateway.edge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which raw paths are refused before anybody could read them differently than the next one. */
final class PathPolicy {
    private PathPolicy() {}

    /** False for dot segments, plain or encoded, backslashes and control characters. */
    static boolean isSane(@Nullable String rawPath) {
        if (rawPath == null || !rawPath.startsWith("/")) {
            return false;
        }
        var lower = rawPath.toLowerCase(Locale.ROOT);
        if (lower.indexOf('\\') >= 0 || lower.contains("%5c") || lower.contains("%00")) {
            return false;
        }
        for (var segment : lower.replace("%2e", ".").replace("%2f", "/").split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /** What only the management port answers. */
    static boolean isInternal(String rawPath) {
        var path = rawPath.replaceAll("/{2,}", "/")
                .toLowerCase(Locale.ROOT)
                .replace("%69", "i")
                .replace("%71", "q");
        return isBelow(path, "/q") || isBelow(path, "/internal");
    }

    private static boolean isBelow(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
