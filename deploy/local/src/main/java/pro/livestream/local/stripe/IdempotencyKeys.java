package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The first answer to a key, for a day; other parameters under the same key are refused, and so is a twin that still runs. */
final class IdempotencyKeys {
    private static final int LENGTH_MAX = 255;

    private final Journal journal;
    private final Clock clock;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    IdempotencyKeys(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** An answer, and whether it is an earlier one. */
    record Answer(int status, ObjectNode body, boolean replayed) {}

    Answer once(@Nullable String key, String request, Supplier<ObjectNode> work) {
        if (key == null) {
            return answer(work);
        }
        if (key.isBlank() || key.length() > LENGTH_MAX) {
            throw StripeFailure.idempotency(400, null, "Idempotency keys have 1 to 255 characters.");
        }
        if (!running.add(key)) {
            throw StripeFailure.idempotency(
                    409,
                    "idempotency_key_in_use",
                    "There is currently another in-progress request using this Idempotent Key.");
        }
        try {
            synchronized (journal) {
                var kept = journal.get(Journal.Kind.IDEMPOTENCY, key);
                return kept.isPresent() ? replay(kept.get(), request) : first(key, request, work);
            }
        } finally {
            running.remove(key);
        }
    }

    private Answer answer(Supplier<ObjectNode> work) {
        synchronized (journal) {
            try {
                return new Answer(200, work.get().deepCopy(), false);
            } catch (StripeFailure failure) {
                if (failure.repeatable() || failure.status() == 402) {
                    return new Answer(failure.status(), failure.body(), false);
                }
                throw failure;
            }
        }
    }

    private Answer first(String key, String request, Supplier<ObjectNode> work) {
        var answer = answer(work);
        var kept = JsonNodeFactory.instance
                .objectNode()
                .put("request", request)
                .put("status", answer.status())
                .put("created", clock.instant().getEpochSecond());
        kept.set("body", answer.body());
        journal.put(Journal.Kind.IDEMPOTENCY, key, kept);
        return answer;
    }

    private static Answer replay(ObjectNode kept, String request) {
        if (!kept.path("request").asText().equals(request)) {
            throw StripeFailure.idempotency(
                    400,
                    null,
                    "Keys for idempotent requests can only be used with the same parameters they were first used"
                            + " with.");
        }
        return new Answer(
                kept.path("status").asInt(), (ObjectNode) kept.path("body").deepCopy(), true);
    }
}
