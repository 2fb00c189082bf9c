package pro.livestream.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pro.livestream.e2e.Person.Answer;

/** Somebody who tips: asks for a payment through the gateway, then confirms it at Stripe as a browser does, across origins. */
final class Payer {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Person person;
    private final String stripe;
    private final String publishableKey;

    private Payer(Person person, JsonNode config) {
        this.person = person;
        this.stripe = config.get("api_base").asText();
        this.publishableKey = config.get("publishable_key").asText();
    }

    static Payer registered(String name) {
        var person = Person.registered(name);
        return new Payer(person, person.get("/api/transactions/config").body());
    }

    Person person() {
        return person;
    }

    String stripe() {
        return stripe;
    }

    /** Asks for a payment; {@code key} makes asking again harmless. */
    Answer ask(Object tip, @Nullable String key) {
        return person.send("POST", "/api/transactions", tip, key == null ? Map.of() : Map.of("Idempotency-Key", key));
    }

    /** The begun transaction's id and secret. */
    Answer begin(String stream, long amount, String currency, String message) {
        var begun = ask(
                Map.of("stream_id", stream, "amount", amount, "currency", currency, "message", message),
                "tip-" + System.nanoTime());
        if (begun.status() != 201) {
            throw new IllegalStateException("a tip answered " + begun.status() + " " + begun.body());
        }
        return begun;
    }

    /** Asks whether the page may, and confirms with a test card. */
    Answer confirm(Answer begun, String card) {
        var url = stripe + "/v1/payment_intents/" + intent(begun) + "/confirm";
        var may = Person.anonymous()
                .send(
                        "OPTIONS",
                        url,
                        null,
                        Map.of(
                                "Origin",
                                Suite.running().url(),
                                "Access-Control-Request-Method",
                                "POST",
                                "Access-Control-Request-Headers",
                                "authorization,content-type"));
        if (!may.headers()
                .firstValue("Access-Control-Allow-Headers")
                .orElse("")
                .toLowerCase(java.util.Locale.ROOT)
                .contains("authorization")) {
            throw new IllegalStateException("a page may not confirm: " + may.headers());
        }
        return Person.anonymous()
                .send(
                        "POST",
                        url,
                        "client_secret=" + begun.text("client_secret") + "&payment_method=" + card,
                        Map.of(
                                "Authorization",
                                "Bearer " + publishableKey,
                                "Content-Type",
                                FORM,
                                "Origin",
                                Suite.running().url()));
    }

    /** Passes or fails the bank's challenge on its page. */
    void answerChallenge(Answer confirmed, boolean pass) {
        var url = confirmed.body().at("/next_action/redirect_to_url/url").asText();
        var answered = Person.anonymous()
                .send("POST", url, "outcome=" + (pass ? "complete" : "fail"), Map.of("Content-Type", FORM));
        if (answered.status() >= 400) {
            throw new IllegalStateException("the challenge answered " + answered.status() + " " + answered.body());
        }
    }

    static String intent(Answer begun) {
        return begun.text("client_secret").split("_secret_", -1)[0];
    }

    String statusOf(String transaction) {
        return person.get("/api/transactions/" + transaction).text("status");
    }
}
