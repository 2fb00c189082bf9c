package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Stripe's form encoding, in which {@code a[b][0]=x} nests; every leaf is a text. */
final class Form {
    private static final int DEPTH_MAX = 8;

    private Form() {}

    static ObjectNode parse(String encoded) {
        var root = JsonNodeFactory.instance.objectNode();
        for (var pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            var equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            put(root, path(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return (ObjectNode) withArrays(root);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw StripeFailure.invalid("parameter_invalid_string", null, "Invalid request: malformed form body");
        }
    }

    private static List<String> path(String name) {
        var path = new ArrayList<String>();
        var bracket = name.indexOf('[');
        path.add(bracket < 0 ? name : name.substring(0, bracket));
        while (bracket >= 0) {
            var end = name.indexOf(']', bracket);
            if (end < 0 || path.size() == DEPTH_MAX) {
                throw StripeFailure.invalid("parameter_unknown", name, "Received unknown parameter: " + name);
            }
            path.add(name.substring(bracket + 1, end));
            bracket = name.indexOf('[', end);
        }
        return path;
    }

    private static void put(ObjectNode root, List<String> path, String value) {
        var node = root;
        for (var step = 0; step < path.size(); step++) {
            var key = path.get(step).isEmpty() ? Integer.toString(node.size()) : path.get(step);
            if (step == path.size() - 1) {
                node.put(key, value);
            } else if (node.get(key) instanceof ObjectNode inner) {
                node = inner;
            } else {
                node = node.putObject(key);
            }
        }
    }

    /** An object whose keys are 0, 1, 2, ... was meant as a list. */
    private static JsonNode withArrays(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        for (var name : names(object)) {
            object.set(name, withArrays(Objects.requireNonNull(object.get(name))));
        }
        var names = names(object);
        for (var index = 0; index < names.size(); index++) {
            if (!names.get(index).equals(Integer.toString(index))) {
                return object;
            }
        }
        if (names.isEmpty()) {
            return object;
        }
        var list = JsonNodeFactory.instance.arrayNode();
        object.elements().forEachRemaining(list::add);
        return list;
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
