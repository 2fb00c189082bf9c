package pro.livestream.gateway.edge;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.tenant.TenantDirectory;
import pro.livestream.platform.tenant.Tenant;

/** From which pages a browser may act with its cookies: the tenant's own, loopback's, and the configured ones. */
@ApplicationScoped
class OriginPolicy {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final TenantDirectory directory;
    private final List<String> configured;
    private final int ownPort;

    OriginPolicy(
            TenantDirectory directory, EdgeConfig config, @ConfigProperty(name = "quarkus.http.port") int ownPort) {
        this.directory = directory;
        this.configured = config.corsOrigins().orElse(List.of());
        this.ownPort = ownPort;
    }

    boolean isConfigured(@Nullable String origin) {
        return origin != null && configured.contains(origin);
    }

    boolean allows(Tenant tenant, @Nullable String origin, HttpServerRequest request) {
        if (origin == null) {
            return false;
        }
        if (configured.contains(origin)) {
            return true;
        }
        try {
            var uri = new URI(origin);
            var host = uri.getHost();
            return host != null
                    && (LOOPBACK.contains(host) || directory.isDomainOf(tenant, host) || isSameHost(host, request))
                    && isOurPort(portOf(uri), request);
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static boolean isSameHost(String host, HttpServerRequest request) {
        var authority = request.authority();
        return authority != null && host.equalsIgnoreCase(authority.host());
    }

    private boolean isOurPort(int port, HttpServerRequest request) {
        var authority = request.authority();
        var asked = authority == null || authority.port() <= 0
                ? "https".equals(request.scheme()) ? 443 : 80
                : authority.port();
        return port == asked || port == ownPort;
    }

    private static int portOf(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
