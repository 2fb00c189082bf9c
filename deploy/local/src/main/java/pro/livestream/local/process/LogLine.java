package pro.livestream.local.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a line of JSON log readable for a person; other lines stay as they are. */
final class LogLine {
    private static final Pattern TIME = field("timestamp");
    private static final Pattern LEVEL = field("level");
    private static final Pattern LOGGER = field("loggerName");
    private static final Pattern MESSAGE = field("message");
    private static final Pattern STACK = field("stackTrace");
    private static final int TIME_OF_DAY = 11;
    private static final int MILLISECONDS = 23;

    private LogLine() {}

    static String readable(String line) {
        var message = MESSAGE.matcher(line);
        if (!line.startsWith("{") || !message.find()) {
            return line;
        }
        var time = first(TIME, line);
        var logger = first(LOGGER, line);
        var stack = first(STACK, line);
        return "%s %-5s %s: %s%s"
                .formatted(
                        time.length() < MILLISECONDS ? time : time.substring(TIME_OF_DAY, MILLISECONDS),
                        first(LEVEL, line),
                        logger.substring(logger.lastIndexOf('.') + 1),
                        plain(message),
                        stack.isEmpty() ? "" : "\n" + stack);
    }

    private static Pattern field(String name) {
        return Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*+)\"");
    }

    private static String first(Pattern pattern, String line) {
        var matcher = pattern.matcher(line);
        return matcher.find() ? plain(matcher) : "";
    }

    private static String plain(Matcher matcher) {
        return matcher.group(1)
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
