package pro.livestream.notification.site;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** The address of a tenant's site for links in mails: the installation's, with the tenant's own host in it. */
@ApplicationScoped
public class SiteAddress {
    private final ServiceConfig config;
    private final Tenants tenants;

    SiteAddress(ServiceConfig config, Tenants tenants) {
        this.config = config;
        this.tenants = tenants;
    }

    /** Without a slash at its end. */
    public String of(Tenant tenant) {
        return of(config.gatewayUrl(), Tenant.DEFAULT.equals(tenant) ? List.of() : tenants.domains(tenant));
    }

    static String of(String installation, List<String> domains) {
        var base = URI.create(installation.replaceAll("/+$", ""));
        if (domains.isEmpty() || domains.contains(base.getHost())) {
            return base.toString();
        }
        var port = base.getPort() < 0 ? "" : ":" + base.getPort();
        return base.getScheme() + "://" + domains.getFirst() + port + base.getRawPath();
    }
}
