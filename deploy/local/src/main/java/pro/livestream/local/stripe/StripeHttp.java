package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The simulator's HTTP: the API with CORS for browsers, the challenge's page, and the switch that loses webhooks. */
final class StripeHttp {
    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final Pattern CHALLENGE = Pattern.compile("/challenge/(pi_\\w+)");

    private final StripeApi api;
    private final WebhookSender webhooks;
    private final ObjectMapper mapper = new ObjectMapper();

    StripeHttp(StripeApi api, WebhookSender webhooks) {
        this.api = api;
        this.webhooks = webhooks;
    }

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getResponseHeaders();
            headers.set("Request-Id", Ids.next("req"));
            headers.set("Access-Control-Allow-Origin", "*");
            headers.set("Access-Control-Expose-Headers", "Request-Id, Stripe-Version");
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            try {
                route(exchange);
            } catch (StripeFailure failure) {
                json(exchange, failure.status(), failure.body());
            } catch (RuntimeException bug) {
                bug.printStackTrace();
                var body = mapper.createObjectNode();
                body.putObject("error")
                        .put("message", "An unknown error occurred.")
                        .put("type", "api_error");
                json(exchange, 500, body);
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var challenge = CHALLENGE.matcher(path);
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            preflight(exchange);
        } else if (challenge.matches()) {
            challenge(exchange, challenge.group(1));
        } else if (path.equals("/_simulator/webhooks/hold") || path.equals("/_simulator/webhooks/release")) {
            webhooks.hold(path.endsWith("hold"));
            json(exchange, 200, mapper.createObjectNode().put("held", path.endsWith("hold")));
        } else if (path.equals("/_simulator/health")) {
            json(exchange, 200, mapper.createObjectNode().put("status", "UP"));
        } else {
            var answer = api.answer(request(exchange, path));
            if (answer.replayed()) {
                exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
            }
            json(exchange, answer.status(), answer.body());
        }
    }

    private static StripeApi.Request request(HttpExchange exchange, String path) throws IOException {
        var headers = exchange.getRequestHeaders();
        var key = headers.getFirst("Idempotency-Key");
        if (key != null) {
            exchange.getResponseHeaders().set("Idempotency-Key", key);
        }
        return new StripeApi.Request(
                exchange.getRequestMethod(),
                path,
                orEmpty(exchange.getRequestURI().getRawQuery()),
                body(exchange),
                headers.getFirst("Authorization"),
                key,
                origin(exchange));
    }

    private static void preflight(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Stripe-Version");
        headers.set("Access-Control-Max-Age", "300");
        exchange.sendResponseHeaders(204, -1);
    }

    private void challenge(HttpExchange exchange, String id) throws IOException {
        var token = Form.parse(orEmpty(exchange.getRequestURI().getRawQuery()))
                .path("token")
                .asText();
        if (exchange.getRequestMethod().equals("GET")) {
            api.requireChallenge(id, token);
            html(exchange, ChallengePage.ask(api.intent(id), token));
            return;
        }
        var outcome = Form.parse(body(exchange)).path("outcome").asText();
        if (!outcome.equals("complete") && !outcome.equals("fail")) {
            throw StripeFailure.invalid("parameter_missing", "outcome", "outcome is complete or fail");
        }
        var challenge = api.finishChallenge(id, token, outcome.equals("complete"));
        var intent = api.intent(id);
        var returnUrl = challenge.path("return_url").asText("");
        if (returnUrl.isEmpty()) {
            html(exchange, ChallengePage.done(intent));
        } else {
            exchange.getResponseHeaders().set("Location", ChallengePage.returnUrl(returnUrl, intent));
            exchange.sendResponseHeaders(303, -1);
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            throw StripeFailure.invalid(null, null, "Request body too large");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String origin(HttpExchange exchange) {
        var host = exchange.getRequestHeaders().getFirst("Host");
        return "http://"
                + (host == null ? "127.0.0.1:" + exchange.getLocalAddress().getPort() : host);
    }

    private void json(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Stripe-Version", EventLog.API_VERSION);
        send(exchange, status, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(body));
    }

    private static void html(HttpExchange exchange, String page) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
        send(exchange, 200, page.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
