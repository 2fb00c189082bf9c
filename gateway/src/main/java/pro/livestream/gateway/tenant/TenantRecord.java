package pro.livestream.gateway.tenant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant as the table and the API have it. */
record TenantRecord(
        String schemaName,
        List<String> domains,
        String state,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant disabledAt) {

    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";
    static final String ERASED = "erased";

    TenantRecord {
        domains = List.copyOf(domains);
    }
}
