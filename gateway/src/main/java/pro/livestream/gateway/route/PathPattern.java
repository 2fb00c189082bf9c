package pro.livestream.gateway.route;

import java.util.List;

/** Matches raw request paths: {@code {}} is one segment, a trailing {@code *} is the path itself and all below it. */
record PathPattern(String text, List<String> segments, boolean open) {

    static PathPattern of(String text) {
        var open = text.endsWith("*");
        var path = open ? text.substring(0, text.length() - 1) : text;
        return new PathPattern(text, List.of(trimSlashes(path).split("/", -1)), open);
    }

    boolean matches(String rawPath) {
        var at = 1;
        for (var segment : segments) {
            if (at > rawPath.length()) {
                return false;
            }
            var slash = rawPath.indexOf('/', at);
            var end = slash < 0 ? rawPath.length() : slash;
            if (!segmentMatches(segment, rawPath, at, end)) {
                return false;
            }
            at = end + 1;
        }
        return open || at >= rawPath.length();
    }

    private static boolean segmentMatches(String segment, String path, int from, int to) {
        return segment.equals("{}") ? to > from : to - from == segment.length() && path.startsWith(segment, from);
    }

    private static String trimSlashes(String path) {
        var from = path.startsWith("/") ? 1 : 0;
        var to = path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(from, to);
    }
}
