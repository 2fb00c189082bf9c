package pro.livestream.gateway.edge;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import pro.livestream.gateway.session.Secrets;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;

/** Tells viewers who have not logged in apart, by an id that nobody can make up. */
@ApplicationScoped
class ViewerCookie {
    private static final String NAME = "livestream_viewer";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration LIFE = Duration.ofDays(365);

    private final EdgeSecrets secrets;

    ViewerCookie(EdgeSecrets secrets) {
        this.secrets = secrets;
    }

    Optional<String> read(Tenant tenant, HttpServerRequest request) {
        var cookie = request.getCookie(NAME);
        if (cookie == null) {
            return Optional.empty();
        }
        var value = cookie.getValue();
        var dot = value.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        var id = value.substring(0, dot);
        return Secrets.same(signature(tenant, id), value.substring(dot + 1)) ? Optional.of(id) : Optional.empty();
    }

    /** A new viewer, whose cookie goes out with the answer. */
    String start(Tenant tenant, HttpServerRequest request) {
        UUID id = Ids.next();
        request.response()
                .addCookie(Cookie.cookie(NAME, id + "." + signature(tenant, id.toString()))
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setSecure("https".equals(request.scheme()))
                        .setMaxAge(LIFE.toSeconds()));
        return id.toString();
    }

    private String signature(Tenant tenant, String id) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secrets.viewerKey(), ALGORITHM));
            var bytes = mac.doFinal((tenant.name() + ":" + id).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no " + ALGORITHM, e);
        }
    }
}
