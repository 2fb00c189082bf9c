package pro.livestream.gateway.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import pro.livestream.gateway.error.GatewayError;

/** The cookies that stand for a session in a browser: two that no script can read, and the one that scripts echo. */
public final class SessionCookies {
    public static final String SESSION = "livestream_session";
    public static final String REFRESH = "livestream_refresh";
    public static final String CSRF = "csrftoken";
    private static final String CSRF_HEADER = "X-CSRFToken";
    private static final String REFRESH_PATH = "/api/auth";

    private SessionCookies() {}

    public static void set(HttpServerRequest request, SessionSecrets secrets, Duration life) {
        var response = request.response();
        var secure = request.scheme() != null && request.scheme().equals("https");
        add(response, hidden(SESSION, secrets.cookie(), "/", life, secure));
        add(response, hidden(REFRESH, secrets.refreshToken(), REFRESH_PATH, life, secure));
        add(response, hidden(CSRF, Secrets.next(), "/", life, secure).setHttpOnly(false));
    }

    public static void clear(HttpServerRequest request) {
        var response = request.response();
        var secure = request.scheme() != null && request.scheme().equals("https");
        add(response, hidden(SESSION, "", "/", Duration.ZERO, secure));
        add(response, hidden(REFRESH, "", REFRESH_PATH, Duration.ZERO, secure));
        add(response, hidden(CSRF, "", "/", Duration.ZERO, secure).setHttpOnly(false));
    }

    public static Optional<String> read(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getCookie(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isBlank());
    }

    /** Fails unless the request repeats its CSRF cookie in the header, which no foreign page can make a browser do. */
    public static void requireCsrf(HttpServerRequest request) {
        var header = request.getHeader(CSRF_HEADER);
        var cookie = read(request, CSRF);
        if (header == null || cookie.isEmpty() || !Secrets.same(cookie.get(), header)) {
            throw new GatewayError.CsrfMismatch().failure();
        }
    }

    private static Cookie hidden(String name, String value, String path, Duration life, boolean secure) {
        return Cookie.cookie(name, value)
                .setPath(path)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(secure)
                .setMaxAge(life.toSeconds());
    }

    private static void add(HttpServerResponse response, Cookie cookie) {
        response.addCookie(cookie);
    }
}
