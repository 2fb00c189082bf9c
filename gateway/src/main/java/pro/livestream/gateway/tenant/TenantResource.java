package pro.livestream.gateway.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Claims;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;

/** The platform admin's view of tenants. */
@Path("/api/tenants")
@Tag(name = "tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TenantResource {
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final int DOMAIN_LENGTH_MAX = 253;
    private static final int DOMAINS_MAX = 100;

    private final TenantRegistry registry;
    private final CurrentCaller caller;

    record CreateBody(@Nullable String schemaName, @Nullable List<String> domains) {}

    record TenantView(String schemaName, List<String> domains, String state, Instant createdAt, Instant updatedAt) {
        static TenantView of(TenantRecord tenant) {
            return new TenantView(
                    tenant.schemaName(), tenant.domains(), tenant.state(), tenant.createdAt(), tenant.updatedAt());
        }
    }

    TenantResource(TenantRegistry registry, CurrentCaller caller) {
        this.registry = registry;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Make a tenant; it is served when this answers")
    @APIResponseSchema(value = TenantView.class, responseCode = "201")
    public Uni<RestResponse<TenantView>> create(@Nullable CreateBody body) {
        requirePlatformAdmin();
        if (body == null) {
            throw new GatewayError.NoBody().failure();
        }
        var faults = new ArrayList<FieldError>();
        var name = body.schemaName();
        if (name == null || !Tenant.isName(name)) {
            faults.add(
                    new FieldError("schema_name", "must be a lower-case letter, then up to 40 letters, digits or '_'"));
        }
        var domains = domains(body.domains(), faults);
        if (name == null || !faults.isEmpty()) {
            throw new GatewayError.InvalidFields(faults).failure();
        }
        return registry.create(new Tenant(name), domains)
                .map(tenant -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, TenantView.of(tenant))
                        .build());
    }

    @GET
    @Operation(summary = "All tenants that are not erased, by name")
    public Uni<Page<TenantView>> list(@RestQuery @Nullable String limit, @RestQuery @Nullable String cursor) {
        requirePlatformAdmin();
        return registry.list(PageRequest.from(limit, cursor)).map(TenantResource::views);
    }

    @DELETE
    @Path("/{schema_name}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Disable a tenant at once; its data is erased after 30 days")
    public Uni<Void> disable(@RestPath("schema_name") String schemaName) {
        requirePlatformAdmin();
        if (!Tenant.isName(schemaName)) {
            throw new GatewayError.UnknownTenant().failure();
        }
        return registry.disable(new Tenant(schemaName));
    }

    private static Page<TenantView> views(Page<TenantRecord> page) {
        return new Page<>(page.items().stream().map(TenantView::of).toList(), page.nextCursor());
    }

    private static List<String> domains(@Nullable List<String> given, List<FieldError> faults) {
        if (given == null || given.isEmpty() || given.size() > DOMAINS_MAX) {
            faults.add(new FieldError("domains", "must hold 1 to 100 host names"));
            return List.of();
        }
        var domains = new ArrayList<String>();
        for (var domain : given) {
            var lower = domain == null ? "" : domain.toLowerCase(Locale.ROOT);
            if (lower.length() > DOMAIN_LENGTH_MAX || !DOMAIN.matcher(lower).matches()) {
                faults.add(new FieldError("domains", "holds something that is no host name"));
            } else if (!domains.contains(lower)) {
                domains.add(lower);
            }
        }
        return domains;
    }

    private void requirePlatformAdmin() {
        var who = caller.get();
        if (!who.tenant().equals(Tenant.DEFAULT) || !who.hasGroup(Claims.GROUP_PLATFORM_ADMIN)) {
            throw new GatewayError.NotAllowed("Only a platform admin may do this").failure();
        }
    }
}
