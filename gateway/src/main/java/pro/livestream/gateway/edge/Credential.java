package pro.livestream.gateway.edge;

import io.vertx.core.http.HttpServerRequest;
import pro.livestream.gateway.session.SessionCookies;

/** What a request shows for itself; the first that is there counts, in this order. */
sealed interface Credential {

    record Bearer(String token) implements Credential {}

    record Key(String key) implements Credential {}

    record SessionCookie(String cookie) implements Credential {}

    record Malformed() implements Credential {}

    record None() implements Credential {}

    static Credential of(HttpServerRequest request) {
        var authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? new Bearer(authorization.substring(7).strip())
                    : new Malformed();
        }
        var key = request.getHeader("x-api-key");
        if (key != null) {
            return new Key(key.strip());
        }
        var protocols = request.getHeader("Sec-WebSocket-Protocol");
        if (protocols != null) {
            for (var protocol : protocols.split(",", -1)) {
                if (protocol.strip().startsWith("bearer.")) {
                    return new Bearer(protocol.strip().substring("bearer.".length()));
                }
            }
        }
        return SessionCookies.read(request, SessionCookies.SESSION)
                .<Credential>map(SessionCookie::new)
                .orElseGet(None::new);
    }
}
