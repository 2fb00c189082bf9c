package pro.livestream.gateway.tenant;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** Which tenant a host name means: in memory, read again every two seconds for what other gateways changed. */
@ApplicationScoped
public class TenantDirectory {
    private static final Logger LOG = Logger.getLogger(TenantDirectory.class);

    private final TenantStore store;
    private final Tenants tenants;
    private final Boot boot;
    private final Optional<String> fallback;
    private volatile Directory directory = new Directory(Map.of(), Set.of());

    private record Directory(Map<String, Tenant> byDomain, Set<Tenant> active) {}

    TenantDirectory(TenantStore store, Tenants tenants, Boot boot, TenantConfig config) {
        this.store = store;
        this.tenants = tenants;
        this.boot = boot;
        this.fallback = config.fallback().filter(name -> !name.isBlank() && !name.equals("none"));
    }

    /** The tenant that has this host name, which comes without a port, else the fallback. */
    public Optional<Tenant> byHost(String host) {
        var known = directory;
        var found = known.byDomain().get(host.toLowerCase(Locale.ROOT));
        return Optional.ofNullable(found)
                .or(() -> fallback.map(Tenant::new)
                        .filter(tenant -> known.active().contains(tenant)));
    }

    public boolean isDomainOf(Tenant tenant, String host) {
        return tenant.equals(directory.byDomain().get(host.toLowerCase(Locale.ROOT)));
    }

    Uni<Void> reload() {
        return store.all().invoke(all -> directory = directory(all)).replaceWithVoid();
    }

    /** Another gateway may have made a tenant while Kafka is away: its schema is ready then, and only needs noticing. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        if (!boot.isReady()) {
            return Uni.createFrom().voidItem();
        }
        return reload().chain(() -> Multi.createFrom()
                        .iterable(directory.active())
                        .filter(tenant -> !tenants.isReady(tenant))
                        .onItem()
                        .transformToUniAndConcatenate(tenants::prepare)
                        .collect()
                        .last())
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("the tenants could not be read: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private static Directory directory(List<TenantRecord> all) {
        var byDomain = new HashMap<String, Tenant>();
        var active = all.stream()
                .filter(record -> record.state().equals(TenantRecord.ACTIVE))
                .toList();
        for (var record : active) {
            record.domains().forEach(domain -> byDomain.put(domain, new Tenant(record.schemaName())));
        }
        return new Directory(
                Map.copyOf(byDomain),
                active.stream().map(record -> new Tenant(record.schemaName())).collect(Collectors.toUnmodifiableSet()));
    }
}
