package pro.livestream.notification.delivery.push;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.net.SocketAddress;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.delivery.Delivery;
import pro.livestream.notification.delivery.Outcome;
import pro.livestream.notification.delivery.Sender;
import pro.livestream.notification.preference.Channel;
import pro.livestream.platform.tenant.Tenant;

/** Hands encrypted notifications to push services; a browser that is no longer there loses its subscription. */
@ApplicationScoped
class PushSender implements Sender {
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);
    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

    private final SubscriptionStore subscriptions;
    private final VapidKeys keys;
    private final PushConfig config;
    private final VertxInternal vertx;
    private final WebClient client;
    private final Clock clock = Clock.systemUTC();

    PushSender(SubscriptionStore subscriptions, VapidKeys keys, PushConfig config, Vertx vertx) {
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.config = config;
        this.vertx = (VertxInternal) vertx.getDelegate();
        this.client = WebClient.create(
                vertx, new WebClientOptions().setFollowRedirects(false).setConnectTimeout((int)
                                config.timeout().toMillis()));
    }

    @Override
    public Channel channel() {
        return Channel.PUSH;
    }

    @Override
    public int perSecondMax() {
        return config.perSecondMax();
    }

    @Override
    public Uni<Outcome> send(Tenant tenant, Delivery delivery) {
        var id = UUID.fromString(delivery.target());
        return subscriptions
                .find(tenant, id)
                .chain(found -> found.isEmpty()
                                || !found.get()
                                        .userId()
                                        .equals(delivery.notification().userId())
                        ? hopeless("the subscription is gone")
                        : send(tenant, delivery, found.get()));
    }

    private Uni<Outcome> send(Tenant tenant, Delivery delivery, PushSubscription subscription) {
        var endpoint = EndpointPolicy.parse(subscription.endpoint(), config.privateEndpoints());
        if (endpoint.isEmpty()) {
            return hopeless("the endpoint is not allowed");
        }
        return resolve(endpoint.get())
                .chain(address -> config.privateEndpoints() || EndpointPolicy.isPublic(address)
                        ? post(delivery, subscription, endpoint.get(), address)
                                .chain(response -> judge(tenant, subscription, response))
                        : hopeless("the endpoint is a private address"));
    }

    private Uni<InetAddress> resolve(URI endpoint) {
        return Uni.createFrom()
                .emitter(emitter -> vertx.resolveAddress(endpoint.getHost(), resolved -> {
                    if (resolved.succeeded()) {
                        emitter.complete(resolved.result());
                    } else {
                        emitter.fail(resolved.cause());
                    }
                }));
    }

    /** To the very address that was looked at: a name that changes its address meanwhile gains nothing. */
    private Uni<HttpResponse<Buffer>> post(
            Delivery delivery, PushSubscription subscription, URI endpoint, InetAddress address) {
        var notification = delivery.notification();
        var body = PushCipher.encrypt(
                PushMessage.of(notification),
                subscription.keys().point().getBytes(),
                subscription.keys().auth().getBytes());
        var expiresAt = clock.instant().plus(TOKEN_LIFE);
        var server = SocketAddress.inetSocketAddress(EndpointPolicy.port(endpoint), address.getHostAddress());
        return client.requestAbs(HttpMethod.POST, server, endpoint.toString())
                .timeout(config.timeout().toMillis())
                .putHeader(
                        "Authorization",
                        keys.authorization(EndpointPolicy.origin(endpoint), config.subject(), expiresAt))
                .putHeader("TTL", Long.toString(config.timeToLive().toSeconds()))
                .putHeader("Urgency", "stream_started".equals(notification.kind()) ? "high" : "normal")
                .putHeader("Topic", notification.notificationId().toString().replace("-", ""))
                .putHeader("Content-Encoding", "aes128gcm")
                .putHeader("Content-Type", "application/octet-stream")
                .sendBuffer(Buffer.buffer(body));
    }

    private Uni<Outcome> judge(Tenant tenant, PushSubscription subscription, HttpResponse<Buffer> response) {
        var status = response.statusCode();
        var reason = "the push service answered " + status;
        if (status >= 200 && status < 300) {
            return Uni.createFrom().item(new Outcome.Delivered());
        }
        if (status == 404 || status == 410) {
            return subscriptions.expire(tenant, subscription.subscriptionId()).chain(() -> hopeless(reason));
        }
        return status == 429 || status >= 500
                ? Uni.createFrom().item(new Outcome.Failed(reason, retryAfter(response.getHeader("Retry-After"))))
                : hopeless(reason);
    }

    private static @Nullable Duration retryAfter(@Nullable String seconds) {
        if (seconds == null || !seconds.matches("[0-9]{1,6}")) {
            return null;
        }
        var named = Duration.ofSeconds(Long.parseLong(seconds));
        return named.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : named;
    }

    private static Uni<Outcome> hopeless(String reason) {
        return Uni.createFrom().item(new Outcome.Hopeless(reason));
    }
}
