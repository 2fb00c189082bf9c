package pro.livestream.gateway.apikey;

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
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** An admin's view of the tenant's API keys. */
@Path("/api/api-keys")
@Tag(name = "api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeyResource {
    private static final Pattern SCOPE = Pattern.compile("\\*|[a-z][a-z0-9_-]*(?::[a-z0-9_*-]+)*");
    private static final String SCOPE_KEYS = "api-keys:admin";
    private static final int NAME_LENGTH_MAX = 100;
    private static final int SCOPES_MAX = 50;

    private final ApiKeys keys;
    private final CurrentCaller caller;

    record MakeBody(@Nullable String name, @Nullable List<String> scopes) {}

    record KeyView(UUID apiKeyId, String name, List<String> scopes, Instant createdAt) {
        static KeyView of(ApiKey key) {
            return new KeyView(
                    key.apiKeyId(), key.name(), key.scopes().stream().sorted().toList(), key.createdAt());
        }
    }

    record MadeView(UUID apiKeyId, String name, List<String> scopes, Instant createdAt, String key) {}

    ApiKeyResource(ApiKeys keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Make a key; it is shown this once")
    @APIResponseSchema(value = MadeView.class, responseCode = "201")
    public Uni<RestResponse<MadeView>> make(@Nullable MakeBody body) {
        var who = requireAdmin();
        if (body == null) {
            throw new GatewayError.NoBody().failure();
        }
        var name = body.name();
        var scopes = body.scopes();
        var faults = new ArrayList<FieldError>();
        if (name == null || name.isBlank() || name.length() > NAME_LENGTH_MAX) {
            faults.add(new FieldError("name", "must be 1 to 100 characters"));
        }
        if (scopes == null
                || scopes.isEmpty()
                || scopes.size() > SCOPES_MAX
                || !scopes.stream().allMatch(ApiKeyResource::isScope)) {
            faults.add(new FieldError("scopes", "must hold 1 to 50 scopes like streams:write, or *"));
        }
        if (name == null || scopes == null || !faults.isEmpty()) {
            throw new GatewayError.InvalidFields(faults).failure();
        }
        return keys.make(who.tenant(), name, Set.copyOf(scopes), who.isUser() ? who.userId() : null)
                .map(made -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view(made))
                        .build());
    }

    @GET
    @Operation(summary = "The tenant's keys, newest first, without their secrets")
    public Uni<Page<KeyView>> list(@RestQuery @Nullable String limit, @RestQuery @Nullable String cursor) {
        var who = requireAdmin();
        return keys.list(who.tenant(), PageRequest.from(limit, cursor))
                .map(page -> new Page<>(page.items().stream().map(KeyView::of).toList(), page.nextCursor()));
    }

    @DELETE
    @Path("/{api_key_id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Delete a key; it is refused from then on")
    public Uni<Void> delete(@RestPath("api_key_id") String id) {
        var who = requireAdmin();
        return keys.revoke(who.tenant(), parse(id)).map(found -> {
            if (!found) {
                throw new GatewayError.UnknownApiKey().failure();
            }
            return null;
        });
    }

    private Caller requireAdmin() {
        var who = caller.get();
        if (!who.isAdmin() && !(who.kind() == Caller.Kind.API_KEY && who.hasScope(SCOPE_KEYS))) {
            throw new GatewayError.NotAllowed("Only an admin may do this").failure();
        }
        return who;
    }

    private static boolean isScope(@Nullable String text) {
        return text != null && SCOPE.matcher(text).matches();
    }

    private static MadeView view(ApiKeys.Made made) {
        var view = KeyView.of(made.key());
        return new MadeView(view.apiKeyId(), view.name(), view.scopes(), view.createdAt(), made.secret());
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException malformed) {
            throw new GatewayError.UnknownApiKey().failure();
        }
    }
}
