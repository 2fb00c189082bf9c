package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.Refusal;

/** Reads a body's fields by type and bound, and refuses with all that is wrong; a field that nobody read is unknown. */
final class Fields {

    private static final int ERRORS_MAX = 50;

    private final ObjectNode body;
    private final String prefix;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    Fields(ObjectNode body) {
        this(body, "", new ArrayList<>());
    }

    private Fields(ObjectNode body, String prefix, List<FieldError> errors) {
        this.body = body;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** Null where the field is absent; JSON's null is a value. */
    private @Nullable JsonNode value(String name) {
        known.add(name);
        return body.get(name);
    }

    boolean has(String name) {
        known.add(name);
        return body.has(name);
    }

    boolean isNull(String name) {
        var value = value(name);
        return value != null && value.isNull();
    }

    void wrong(String name, String problem) {
        if (errors.size() < ERRORS_MAX) {
            errors.add(new FieldError(prefix + name, problem));
        }
    }

    boolean bool(String name, boolean absent) {
        var value = value(name);
        if (value == null) {
            return absent;
        }
        if (!value.isBoolean()) {
            wrong(name, "must be true or false");
            return absent;
        }
        return value.booleanValue();
    }

    int integer(String name, int min, int max, int absent) {
        var value = value(name);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            wrong(name, "must be an integer from " + min + " to " + max);
            return absent;
        }
        return value.intValue();
    }

    <T> T choice(String name, Function<String, Optional<T>> named, String choices, T absent) {
        var value = value(name);
        if (value == null) {
            return absent;
        }
        var chosen = value.isTextual() ? named.apply(value.textValue()) : Optional.<T>empty();
        if (chosen.isEmpty()) {
            wrong(name, "must be one of " + choices);
        }
        return chosen.orElse(absent);
    }

    @Nullable String text(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().indexOf('\0') >= 0) {
            wrong(name, "must be a string");
            return null;
        }
        return value.textValue();
    }

    Set<String> texts(String name, int countMax, Function<String, @Nullable String> problem, Set<String> absent) {
        var value = value(name);
        if (value == null) {
            return absent;
        }
        if (!value.isArray() || value.size() > countMax) {
            wrong(name, "must be a list of at most " + countMax + " strings");
            return absent;
        }
        var texts = new HashSet<String>();
        for (int i = 0; i < value.size(); i++) {
            var one = value.get(i);
            var found = one.isTextual() ? problem.apply(one.textValue()) : "must be a string";
            if (found != null) {
                wrong(name + "[" + i + "]", found);
            } else {
                texts.add(one.textValue());
            }
        }
        return texts;
    }

    /** The fields of an object within; null where it is absent or no object, which is wrong. */
    @Nullable Fields object(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            wrong(name, "must be an object");
            return null;
        }
        return new Fields(object, prefix + name + ".", errors);
    }

    /** Says which fields nobody asked for. */
    void noOthers() {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(name.length() > 64 ? name.substring(0, 64) : name, "is unknown");
            }
        });
    }

    /** Refuses if anything was wrong. */
    void check() {
        if (!errors.isEmpty()) {
            throw Refusal.validation(List.copyOf(errors)).refused();
        }
    }
}
