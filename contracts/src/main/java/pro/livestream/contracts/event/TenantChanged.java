package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.List;
import pro.livestream.contracts.Topic;

/** A tenant was made, changed or disabled ({@code state}: active, disabled or erased). */
public record TenantChanged(
        String eventType,
        String tenant,
        String schemaName,
        List<String> domains,
        String state,
        Instant updatedAt,
        long version)
        implements Event {

    public static final String TYPE = "tenant_changed";

    public TenantChanged {
        domains = List.copyOf(domains);
    }

    public TenantChanged(
            String tenant, String schemaName, List<String> domains, String state, Instant updatedAt, long version) {
        this(TYPE, tenant, schemaName, domains, state, updatedAt, version);
    }

    @Override
    public Topic topic() {
        return Topic.TENANTS;
    }

    @Override
    public String key() {
        return schemaName;
    }

    @Override
    public Long aggregateVersion() {
        return version;
    }
}
