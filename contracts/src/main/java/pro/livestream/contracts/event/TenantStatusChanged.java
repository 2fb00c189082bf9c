package pro.livestream.contracts.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** What became of a tenant in one service ({@code state}: ready or failed). */
public record TenantStatusChanged(
        String eventType,
        String tenant,
        String service,
        String schemaName,
        String state,
        String schemaVersion,
        @Nullable String failure,
        Instant at)
        implements Event {

    public static final String TYPE = "tenant_status";

    public TenantStatusChanged(
            String tenant,
            String service,
            String schemaName,
            String state,
            String schemaVersion,
            @Nullable String failure,
            Instant at) {
        this(TYPE, tenant, service, schemaName, state, schemaVersion, failure, at);
    }

    @Override
    public Topic topic() {
        return Topic.TENANTS_STATUS;
    }

    @Override
    public String key() {
        return service + ":" + schemaName;
    }
}
