package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Stripe's lists: newest first, paged by {@code starting_after}, filtered by {@code created} and a few fields. */
final class Lists {
    private static final int LIMIT_DEFAULT = 10;
    private static final int LIMIT_MAX = 100;
    private static final Set<String> FILTERS = Set.of("type", "types", "payment_intent", "charge", "created");

    private final Journal journal;

    Lists(Journal journal) {
        this.journal = journal;
    }

    ObjectNode page(Journal.Kind kind, String url, ObjectNode query) {
        for (var parameter : query.properties()) {
            if (!FILTERS.contains(parameter.getKey())
                    && !Set.of("limit", "starting_after", "ending_before", "expand", "delivery_success")
                            .contains(parameter.getKey())) {
                throw StripeFailure.invalid(
                        "parameter_unknown", parameter.getKey(), "Received unknown parameter: " + parameter.getKey());
            }
        }
        var limit = number(query, "limit", LIMIT_DEFAULT);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw StripeFailure.invalid("parameter_invalid_integer", "limit", "This value must be from 1 to 100.");
        }
        var after = query.path("starting_after").asText("");
        var page = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = page.putArray("data");
        var started = after.isEmpty();
        var more = false;
        for (var object : journal.list(kind, candidate -> matches(candidate, query))) {
            if (started && data.size() == limit) {
                more = true;
                break;
            }
            if (started) {
                data.add(object.deepCopy());
            }
            started |= object.path("id").asText().equals(after);
        }
        return page.put("has_more", more).put("url", url);
    }

    private static boolean matches(ObjectNode object, ObjectNode query) {
        for (var field : Set.of("type", "payment_intent", "charge")) {
            if (query.has(field)
                    && !query.path(field).asText().equals(object.path(field).asText())) {
                return false;
            }
        }
        if (query.has("types")) {
            var named = false;
            for (var type : query.path("types")) {
                named |= type.asText().equals(object.path("type").asText());
            }
            if (!named) {
                return false;
            }
        }
        var created = object.path("created").asLong();
        return created >= number(created(query), "gte", 0) && created <= number(created(query), "lte", Long.MAX_VALUE);
    }

    private static ObjectNode created(ObjectNode query) {
        return query.path("created") instanceof ObjectNode range ? range : JsonNodeFactory.instance.objectNode();
    }

    private static long number(ObjectNode query, String field, long otherwise) {
        if (!query.has(field)) {
            return otherwise;
        }
        try {
            return Long.parseLong(query.path(field).asText());
        } catch (NumberFormatException e) {
            throw StripeFailure.invalid(
                    "parameter_invalid_integer",
                    field,
                    "Invalid integer: " + query.path(field).asText());
        }
    }
}
