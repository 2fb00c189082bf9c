package pro.livestream.platform.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import pro.livestream.platform.error.Refusal;

/** The sort key of a page's last row, opaque on the wire. */
public record Cursor(List<String> parts) {
    private static final char SEPARATOR = '\u001f';

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(Object... parts) {
        var texts = new ArrayList<String>();
        for (var part : parts) {
            texts.add(part.toString());
        }
        return new Cursor(texts);
    }

    public String encode() {
        var joined = String.join(String.valueOf(SEPARATOR), parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses with {@code VALIDATION_FAILED} what is not a cursor of {@code size} parts. */
    public static Cursor decode(String text, int size) {
        try {
            var joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var cursor = new Cursor(List.of(joined.split(String.valueOf(SEPARATOR), -1)));
            if (cursor.parts.size() == size) {
                return cursor;
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
        throw invalid();
    }

    public Instant instant(int index) {
        try {
            return Instant.parse(parts.get(index));
        } catch (java.time.format.DateTimeParseException wrong) {
            throw invalid();
        }
    }

    public UUID uuid(int index) {
        try {
            return UUID.fromString(parts.get(index));
        } catch (IllegalArgumentException wrong) {
            throw invalid();
        }
    }

    public long number(int index) {
        try {
            return Long.parseLong(parts.get(index));
        } catch (NumberFormatException wrong) {
            throw invalid();
        }
    }

    private static RuntimeException invalid() {
        return Refusal.validation("cursor", "is not a cursor of this list").refused();
    }
}
