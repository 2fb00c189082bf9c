package pro.livestream.local.testing;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** As much JSON as tokens and tenant records need, so that tests of any service can use it without a library. */
final class Json {
    private Json() {}

    static String of(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey().toString()) + ":" + of(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Collection<?> list -> list.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> text(value.toString());
        };
    }

    private static String text(String value) {
        var escaped = new StringBuilder("\"");
        for (var at = 0; at < value.length(); at++) {
            var character = value.charAt(at);
            if (character == '"' || character == '\\') {
                escaped.append('\\').append(character);
            } else if (character < ' ') {
                escaped.append("\\u%04x".formatted((int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.append('"').toString();
    }
}
