package pro.livestream.notification.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Content lines as RFC 5545 (3.1) wants them: escaped, folded at 75 octets between characters, ended with CRLF. */
final class IcsLines {
    private static final int OCTETS_MAX = 75;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    private final StringBuilder text = new StringBuilder();

    /** A line whose value is as it is to stand there. */
    IcsLines add(String nameAndParameters, String value) {
        fold(nameAndParameters + ":" + value);
        return this;
    }

    /** A line whose value is words. */
    IcsLines text(String name, String value) {
        return add(name, escaped(value));
    }

    static String utc(Instant instant) {
        return LOCAL.format(instant.atOffset(ZoneOffset.UTC)) + "Z";
    }

    static String local(Instant instant, ZoneId zone) {
        return LOCAL.format(instant.atZone(zone));
    }

    private static String escaped(String value) {
        var escaped = new StringBuilder(value.length() + 16);
        value.replace("\r\n", "\n").codePoints().forEach(point -> {
            switch (point) {
                case '\\' -> escaped.append("\\\\");
                case ';' -> escaped.append("\\;");
                case ',' -> escaped.append("\\,");
                case '\n', '\r' -> escaped.append("\\n");
                case '\t' -> escaped.append('\t');
                default -> {
                    if (!Character.isISOControl(point)) {
                        escaped.appendCodePoint(point);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** The space that begins a continuation counts among its octets. */
    private void fold(String line) {
        var octets = 0;
        for (var at = 0; at < line.length(); ) {
            var point = line.codePointAt(at);
            var character = Character.toString(point);
            var length = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > OCTETS_MAX) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(character);
            octets += length;
            at += Character.charCount(point);
        }
        text.append("\r\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
