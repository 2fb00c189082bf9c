package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The page on which a payer passes or fails the bank's challenge. */
final class ChallengePage {
    private ChallengePage() {}

    static String ask(ObjectNode intent, String token) {
        return page("""
            <h1>3D Secure test</h1>
            <p>A payment of %s %s (in minor units) waits for your bank.</p>
            <form method="post" action="?token=%s">
              <button name="outcome" value="complete">Complete authentication</button>
              <button name="outcome" value="fail">Fail authentication</button>
            </form>
            """.formatted(
                intent.path("amount").asLong(), escape(intent.path("currency").asText()), escape(token)));
    }

    static String done(ObjectNode intent) {
        return page("<h1>Thank you</h1><p>The payment is now: %s. You may close this page.</p>"
                .formatted(escape(intent.path("status").asText())));
    }

    /** Where the browser goes next, with the parameters that Stripe adds. */
    static String returnUrl(String url, ObjectNode intent) {
        var succeeded = intent.path("status").asText().equals("succeeded");
        return url + (url.contains("?") ? "&" : "?") + "payment_intent="
                + encode(intent.path("id").asText()) + "&payment_intent_client_secret="
                + encode(intent.path("client_secret").asText()) + "&redirect_status="
                + (succeeded ? "succeeded" : "failed");
    }

    private static String page(String body) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Stripe simulator</title>"
                + "<meta name=\"viewport\" content=\"width=device-width\"></head><body>" + body + "</body></html>";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
