package pro.livestream.archive.link;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.config.ServiceConfig;

/** Where a caller reaches the suite: as the gateway says of the request, else as configured. */
@ApplicationScoped
class PublicAddress {

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:]{2,45}])(?::[0-9]{1,5})?");

    private final String configured;

    PublicAddress(ServiceConfig config) {
        this.configured = config.gatewayUrl().replaceAll("/+$", "");
    }

    String of(HttpServerRequest request) {
        @Nullable String host = request.getHeader("X-Forwarded-Host");
        if (host == null || !HOST_AND_PORT.matcher(host).matches()) {
            return configured;
        }
        return ("https".equals(request.getHeader("X-Forwarded-Proto")) ? "https://" : "http://") + host;
    }
}
