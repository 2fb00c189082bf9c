package pro.livestream.gateway.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CallerAuthenticator;
import pro.livestream.platform.json.WireJson;
import pro.livestream.platform.tenant.Tenant;

/** Tells our own services how to reach a user of their token's tenant; on the management port only. */
@ApplicationScoped
class ContactRoutes {
    private static final Logger LOG = Logger.getLogger(ContactRoutes.class);
    private static final String BEARER = "Bearer ";

    private final CallerAuthenticator authenticator;
    private final Profiles profiles;

    /** What leaves: nothing that reaching somebody does not need. */
    record Contact(
            String email, boolean emailVerified, @Nullable String locale, String username) {}

    ContactRoutes(CallerAuthenticator authenticator, Profiles profiles) {
        this.authenticator = authenticator;
        this.profiles = profiles;
    }

    void manage(@Observes ManagementInterface management) {
        management.router().get("/internal/users/:user_id/contact").handler(this::contact);
    }

    private void contact(RoutingContext ctx) {
        var header = ctx.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            Envelope.send(Refusal.unauthenticated("A service token is needed"), ctx);
            return;
        }
        authenticator
                .authenticate(header.substring(BEARER.length()).strip())
                .map(ContactRoutes::tenantOfService)
                .chain(tenant -> contact(tenant, ctx.pathParam("user_id")))
                .subscribe()
                .with(contact -> answer(ctx, contact), failure -> refuse(ctx, failure));
    }

    private static Tenant tenantOfService(Caller caller) {
        if (caller.kind() != Caller.Kind.SERVICE) {
            throw Refusal.forbidden("Only a service can ask this").refused();
        }
        return caller.tenant();
    }

    private Uni<Contact> contact(Tenant tenant, String userId) {
        return profiles.byId(tenant, id(userId))
                .map(user -> new Contact(user.email(), user.emailVerifiedAt() != null, user.locale(), user.username()));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.notFound("There is no such user").refused();
        }
    }

    private static void answer(RoutingContext ctx, Contact contact) {
        try {
            ctx.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(WireJson.mapper().writeValueAsString(contact));
        } catch (JsonProcessingException bug) {
            refuse(ctx, bug);
        }
    }

    private static void refuse(RoutingContext ctx, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            Envelope.send(refused.refusal(), ctx);
        } else if (DependencyFailure.isOne(failure)) {
            Envelope.send(Refusal.unavailable("Accounts can't be looked up right now"), ctx);
        } else {
            LOG.errorf(failure, "a contact could not be told");
            Envelope.send(Envelope.ofStatus(500), ctx);
        }
    }
}
