package pro.livestream.gateway.route;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a service is told in headers: nothing about identity that came from outside, and what the gateway found instead. */
final class InwardHeaders {
    private static final Set<String> DROPPED = Set.of(
            "authorization",
            "cookie",
            "x-api-key",
            "x-csrftoken",
            "x-request-id",
            "x-real-ip",
            "forwarded",
            "host",
            "expect",
            "te",
            "trailer",
            "upgrade",
            "connection",
            "keep-alive",
            "proxy-authorization",
            "proxy-authenticate",
            "proxy-connection",
            "tenant");
    private static final List<String> DROPPED_PREFIXES =
            List.of("x-forwarded-", "x-user", "x-tenant", "x-auth", "x-original-");

    private InwardHeaders() {}

    /** Cleans {@code headers}, which start as a copy of the request's, and adds the gateway's own. */
    static void apply(MultiMap headers, HttpServerRequest request, Inward inward) {
        var named = namedByConnection(headers);
        for (var name : Set.copyOf(headers.names())) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (DROPPED.contains(lower)
                    || named.contains(lower)
                    || DROPPED_PREFIXES.stream().anyMatch(lower::startsWith)) {
                headers.remove(name);
            }
        }
        headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + inward.token());
        headers.set("X-Request-Id", inward.requestId());
        headers.set("X-Forwarded-For", inward.clientAddress());
        headers.set("X-Forwarded-Proto", inward.scheme());
        headers.set("X-Forwarded-Host", inward.host());
    }

    /** Headers that concern this hop only, because Connection says so. */
    static Set<String> namedByConnection(MultiMap headers) {
        var values = String.join(",", headers.getAll(HttpHeaders.CONNECTION));
        return values.isBlank()
                ? Set.of()
                : new HashSet<>(List.of(values.strip().toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1)));
    }
}
