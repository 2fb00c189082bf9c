package pro.livestream.stream.media.embedded.rtmp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One AMF0 value (Adobe's amf0-file-format-specification), as far as publishers use the format. */
sealed interface AmfValue {

    record Num(double value) implements AmfValue {}

    record Bool(boolean value) implements AmfValue {}

    record Text(String value) implements AmfValue {}

    /** An object or an ECMA array; both are maps. */
    record Obj(Map<String, AmfValue> entries) implements AmfValue {
        public Obj {
            entries = Map.copyOf(entries);
        }
    }

    record Items(List<AmfValue> values) implements AmfValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Null and undefined. */
    record Nothing() implements AmfValue {}

    default @Nullable String asText() {
        return this instanceof Text(var value) ? value : null;
    }

    default @Nullable Double asNumber() {
        return this instanceof Num(var value) ? value : null;
    }

    default @Nullable AmfValue entry(String name) {
        return this instanceof Obj(var entries) ? entries.get(name) : null;
    }
}
