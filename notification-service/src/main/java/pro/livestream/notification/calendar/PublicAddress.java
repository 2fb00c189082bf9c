package pro.livestream.notification.calendar;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.config.ServiceConfig;

/** The address under which a caller reaches the suite: what the gateway says of the request, else the configured one. */
@ApplicationScoped
class PublicAddress {
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\\[[0-9a-fA-F:]{2,45}](:[0-9]{1,5})?");

    private final String configured;

    PublicAddress(ServiceConfig config) {
        this.configured = config.gatewayUrl().replaceAll("/+$", "");
    }

    String of(HttpServerRequest request) {
        @Nullable String host = request.getHeader("X-Forwarded-Host");
        @Nullable String scheme = request.getHeader("X-Forwarded-Proto");
        return host == null || !AUTHORITY.matcher(host).matches()
                ? configured
                : ("https".equals(scheme) ? "https" : "http") + "://" + host;
    }
}
