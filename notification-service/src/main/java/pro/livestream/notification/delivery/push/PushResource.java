package pro.livestream.notification.delivery.push;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;

/** Web push over HTTP: the key to subscribe with, and the browsers that did. */
@Path("/api/push")
class PushResource {
    private final PushSubscriptions subscriptions;
    private final VapidKeys keys;
    private final CurrentCaller caller;

    /** What a browser's PushSubscription.toJSON() gives. */
    record NewSubscription(
            @Nullable String endpoint, @Nullable NewKeys keys) {}

    /** Base64url, with or without padding. */
    record NewKeys(@Nullable String p256dh, @Nullable String auth) {}

    /** A stored subscription; its keys stay here. */
    record SubscriptionView(UUID subscriptionId, String endpoint, Instant createdAt) {}

    /** The installation's public key. */
    record PublicKey(String publicKey) {}

    PushResource(PushSubscriptions subscriptions, VapidKeys keys, CurrentCaller caller) {
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Public
    @NonBlocking
    @Path("/public-key")
    public PublicKey publicKey() {
        return new PublicKey(keys.publicKey());
    }

    @POST
    @Path("/subscriptions")
    @ResponseStatus(201)
    public Uni<SubscriptionView> subscribe(@Nullable NewSubscription body) {
        var user = caller.requireUser();
        if (body == null) {
            throw new NotificationError.BodyMissing().refused();
        }
        if (body.keys() == null) {
            throw new NotificationError.Invalid("keys", "is required").refused();
        }
        return subscriptions
                .add(
                        user,
                        required("endpoint", body.endpoint()),
                        decoded("keys.p256dh", body.keys().p256dh()),
                        decoded("keys.auth", body.keys().auth()))
                .map(stored -> new SubscriptionView(stored.subscriptionId(), stored.endpoint(), stored.createdAt()));
    }

    @DELETE
    @Path("/subscriptions/{subscription_id}")
    @ResponseStatus(204)
    public Uni<Void> unsubscribe(@PathParam("subscription_id") UUID subscriptionId) {
        return subscriptions.remove(caller.requireUser(), subscriptionId);
    }

    /** By the endpoint, which a browser knows: in the query or in the body. */
    @DELETE
    @Path("/subscriptions")
    @ResponseStatus(204)
    public Uni<Void> unsubscribeEndpoint(
            @QueryParam("endpoint") @Nullable String endpoint, @Nullable NewSubscription body) {
        var user = caller.requireUser();
        var named = endpoint != null ? endpoint : body == null ? null : body.endpoint();
        return subscriptions.removeEndpoint(user, required("endpoint", named));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new NotificationError.Invalid(field, "is required").refused();
        }
        return value;
    }

    private static byte[] decoded(String field, @Nullable String value) {
        try {
            return Base64.getUrlDecoder()
                    .decode(required(field, value).replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException malformed) {
            throw new NotificationError.Invalid(field, "is not base64url").refused();
        }
    }
}
