package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stripe's API without its HTTP: each request is checked, done once per idempotency key, and answered. */
final class StripeApi {
    private static final Pattern OBJECT =
            Pattern.compile("/v1/(payment_intents|charges|refunds|disputes|events)/(\\w+)");
    private static final Pattern ACTION =
            Pattern.compile("/v1/(payment_intents|disputes)/(\\w+)/(confirm|cancel|close)");

    private static final RequestSchema CREATE = RequestSchema.named("PaymentIntentCreateParams");
    private static final RequestSchema CONFIRM = RequestSchema.named("PaymentIntentConfirmParams");
    private static final RequestSchema CANCEL = RequestSchema.named("PaymentIntentCancelParams");
    private static final RequestSchema REFUND = RequestSchema.named("RefundCreateParams");

    private final ApiKeys keys;
    private final Journal journal;
    private final Lists lists;
    private final IdempotencyKeys idempotency;
    private final Disputes disputes;
    private final PaymentIntents intents;
    private final Refunds refunds;

    /** A request: {@code origin} is the address under which the caller reached us. */
    record Request(
            String method,
            String path,
            String query,
            String body,
            @Nullable String authorization,
            @Nullable String idempotencyKey,
            String origin) {

        /** Parameters come in any order; the same ones are the same request. */
        String fingerprint() {
            var pairs = body.split("&", -1);
            Arrays.sort(pairs);
            try {
                var digest = MessageDigest.getInstance("SHA-256")
                        .digest((method + " " + path + " " + String.join("&", pairs)).getBytes(StandardCharsets.UTF_8));
                return java.util.HexFormat.of().formatHex(digest);
            } catch (java.security.NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    StripeApi(ApiKeys keys, Journal journal, Clock clock) {
        this.keys = keys;
        this.journal = journal;
        this.lists = new Lists(journal);
        this.idempotency = new IdempotencyKeys(journal, clock);
        var events = new EventLog(journal, clock);
        this.disputes = new Disputes(journal, events, clock);
        this.intents = new PaymentIntents(journal, events, disputes, clock);
        this.refunds = new Refunds(journal, events, clock);
    }

    IdempotencyKeys.Answer answer(Request request) {
        return switch (request.method()) {
            case "GET" -> read(request);
            case "POST" -> change(request);
            default -> throw StripeFailure.unknownPath(request.method(), request.path());
        };
    }

    private IdempotencyKeys.Answer read(Request request) {
        var query = Form.parse(request.query());
        var caller = keys.identify(request.authorization(), query.path("key").asText(null));
        var object = OBJECT.matcher(request.path());
        synchronized (journal) {
            if (object.matches()) {
                var found = journal.require(kind(object.group(1)), object.group(2));
                if (caller == ApiKeys.Caller.BROWSER) {
                    requireSecret(found, query.path("client_secret").asText());
                }
                return ok(caller, found, query);
            }
            if (caller == ApiKeys.Caller.BROWSER) {
                throw StripeFailure.secretKeyRequired();
            }
            return switch (request.path()) {
                case "/v1/payment_intents", "/v1/charges", "/v1/refunds", "/v1/disputes", "/v1/events" ->
                    new IdempotencyKeys.Answer(
                            200,
                            lists.page(kind(request.path().substring("/v1/".length())), request.path(), query),
                            false);
                default -> throw StripeFailure.unknownPath(request.method(), request.path());
            };
        }
    }

    private IdempotencyKeys.Answer change(Request request) {
        var form = Form.parse(request.body());
        var caller = keys.identify(request.authorization(), form.path("key").asText(null));
        form.remove("key");
        var action = ACTION.matcher(request.path());
        if (action.matches()) {
            return act(request, form, caller, action.group(1) + "." + action.group(3), action.group(2));
        }
        if (caller == ApiKeys.Caller.BROWSER) {
            throw StripeFailure.secretKeyRequired();
        }
        var object = OBJECT.matcher(request.path());
        if (object.matches() && object.group(1).equals("disputes")) {
            var id = object.group(2);
            return once(request, caller, form, () -> disputes.update(id, form));
        }
        return switch (request.path()) {
            case "/v1/payment_intents" -> {
                CREATE.check(form);
                yield once(request, caller, form, () -> intents.create(form, request.origin()));
            }
            case "/v1/refunds" -> {
                REFUND.check(form);
                yield once(request, caller, form, () -> refunds.create(form));
            }
            default -> throw StripeFailure.unknownPath(request.method(), request.path());
        };
    }

    private IdempotencyKeys.Answer act(
            Request request, ObjectNode form, ApiKeys.Caller caller, String action, String id) {
        if (caller == ApiKeys.Caller.BROWSER) {
            if (!action.equals("payment_intents.confirm")) {
                throw StripeFailure.secretKeyRequired();
            }
            var secret = form.path("client_secret").asText();
            synchronized (journal) {
                requireSecret(journal.require(Journal.Kind.PAYMENT_INTENT, id), secret);
            }
            form.remove("client_secret");
        }
        return switch (action) {
            case "payment_intents.confirm" -> {
                CONFIRM.check(form);
                yield once(request, caller, form, () -> intents.confirm(id, form, request.origin()));
            }
            case "payment_intents.cancel" -> {
                CANCEL.check(form);
                yield once(request, caller, form, () -> intents.cancel(id, form));
            }
            case "disputes.close" -> once(request, caller, form, () -> disputes.accept(id));
            default -> throw StripeFailure.unknownPath(request.method(), request.path());
        };
    }

    private IdempotencyKeys.Answer once(
            Request request, ApiKeys.Caller caller, ObjectNode form, java.util.function.Supplier<ObjectNode> work) {
        return idempotency.once(request.idempotencyKey(), request.fingerprint(), () -> seen(caller, work.get(), form));
    }

    /** The payer's answer to the bank's challenge; the intent afterwards. */
    ObjectNode finishChallenge(String id, String token, boolean passed) {
        synchronized (journal) {
            var challenge = requireChallenge(id, token);
            intents.finishChallenge(id, passed);
            journal.remove(Journal.Kind.CHALLENGE, id);
            return challenge;
        }
    }

    ObjectNode requireChallenge(String id, String token) {
        synchronized (journal) {
            var challenge = journal.require(Journal.Kind.CHALLENGE, id);
            if (!challenge.path("token").asText().equals(token)) {
                throw StripeFailure.missing("challenge", id);
            }
            return challenge;
        }
    }

    ObjectNode intent(String id) {
        synchronized (journal) {
            return journal.require(Journal.Kind.PAYMENT_INTENT, id).deepCopy();
        }
    }

    private static void requireSecret(ObjectNode object, String secret) {
        if (!object.path("object").asText().equals("payment_intent")) {
            throw StripeFailure.secretKeyRequired();
        }
        if (!object.path("client_secret").asText().equals(secret)) {
            throw StripeFailure.invalid(
                    "payment_intent_invalid_parameter",
                    "client_secret",
                    "The client_secret provided does not match the client_secret associated with the PaymentIntent.");
        }
    }

    private IdempotencyKeys.Answer ok(ApiKeys.Caller caller, ObjectNode object, ObjectNode parameters) {
        return new IdempotencyKeys.Answer(200, seen(caller, object, parameters), false);
    }

    /** Browsers see less; {@code expand} shows the latest charge in whole. */
    private ObjectNode seen(ApiKeys.Caller caller, ObjectNode object, ObjectNode parameters) {
        var seen = object.deepCopy();
        if (caller == ApiKeys.Caller.BROWSER) {
            seen.remove(java.util.List.of("metadata", "latest_charge", "customer", "application_fee_amount"));
            return seen;
        }
        for (var wanted : parameters.path("expand")) {
            if (wanted.asText().equals("latest_charge")
                    && seen.path("latest_charge").isTextual()) {
                seen.set(
                        "latest_charge",
                        journal.require(
                                        Journal.Kind.CHARGE,
                                        seen.path("latest_charge").asText())
                                .deepCopy());
            }
        }
        return seen;
    }

    private static Journal.Kind kind(String collection) {
        return switch (collection) {
            case "payment_intents" -> Journal.Kind.PAYMENT_INTENT;
            case "charges" -> Journal.Kind.CHARGE;
            case "refunds" -> Journal.Kind.REFUND;
            case "disputes" -> Journal.Kind.DISPUTE;
            case "events" -> Journal.Kind.EVENT;
            default -> throw new IllegalArgumentException(collection);
        };
    }
}
