package pro.livestream.notification.delivery.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.Notification;
import pro.livestream.platform.json.WireJson;
import pro.livestream.platform.tenant.Tenant;

/**
 * Brings new notifications to the replica that a user is connected to: one Redis channel per tenant, read by every replica.
 * While Redis is away only those connected to this replica hear of them at once; the inbox has them anyway.
 */
@ApplicationScoped
public class LiveChannel {
    private static final Logger LOG = Logger.getLogger(LiveChannel.class);
    private static final String PREFIX = "notification:";
    private static final String SUFFIX = ":live";
    private static final int RETRY_MS = 500;
    private static final int TOGETHER_MAX = 100;

    private final Redis redis;
    private final LiveHub hub;
    private final Vertx vertx;
    private volatile @Nullable RedisConnection connection;
    private volatile boolean subscribed;
    private volatile boolean stopped;

    LiveChannel(Redis redis, LiveHub hub, Vertx vertx) {
        this.redis = redis;
        this.hub = hub;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.getDelegate().getOrCreateContext().runOnContext(started -> subscribe());
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    /** Whether this replica hears what others publish. */
    public boolean isSubscribed() {
        return subscribed;
    }

    /** Never fails: who is not reached now finds it in the inbox. */
    public Uni<Void> publish(Tenant tenant, List<Notification> notifications) {
        var all = Uni.createFrom().voidItem();
        for (var from = 0; from < notifications.size(); from += TOGETHER_MAX) {
            var some = notifications.subList(from, Math.min(from + TOGETHER_MAX, notifications.size()));
            all = all.chain(() -> publishSome(tenant, some));
        }
        return all;
    }

    private Uni<Void> publishSome(Tenant tenant, List<Notification> notifications) {
        if (!subscribed) {
            tellHere(tenant, notifications);
        }
        return redis.send(Request.cmd(Command.PUBLISH)
                        .arg(PREFIX + tenant.name() + SUFFIX)
                        .arg(json(notifications)))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> {
                    LOG.warnf("live notifications stay on this replica: %s", failure.getMessage());
                    if (subscribed) {
                        tellHere(tenant, notifications);
                    }
                })
                .onFailure()
                .recoverWithNull();
    }

    private void tellHere(Tenant tenant, List<Notification> notifications) {
        for (var notification : notifications) {
            if (hub.isConnected(tenant, notification.userId())) {
                hub.tell(tenant, notification.userId(), notification.notificationId(), notification.json());
            }
        }
    }

    private void subscribe() {
        if (stopped) {
            return;
        }
        redis.connect()
                .chain(made -> {
                    connection = made;
                    made.handler(this::received);
                    made.exceptionHandler(failure -> lost(made));
                    made.endHandler(() -> lost(made));
                    return made.send(Request.cmd(Command.PSUBSCRIBE).arg(PREFIX + "*" + SUFFIX));
                })
                .subscribe()
                .with(done -> subscribed = true, failure -> again());
    }

    private void lost(RedisConnection which) {
        if (!which.equals(connection)) {
            return;
        }
        connection = null;
        subscribed = false;
        which.close().subscribe().with(closed -> {}, failure -> LOG.debug("the connection was gone", failure));
        again();
    }

    private void again() {
        subscribed = false;
        if (!stopped) {
            var _ = vertx.setTimer(RETRY_MS, fired -> subscribe());
        }
    }

    /** Four parts: what it is, the pattern, the channel, the text. */
    private void received(Response message) {
        if (message.size() != 4 || !"pmessage".equals(message.get(0).toString())) {
            return;
        }
        var channel = message.get(2).toString();
        var tenant = channel.substring(PREFIX.length(), channel.length() - SUFFIX.length());
        if (!Tenant.isName(tenant)) {
            return;
        }
        try {
            for (var one : WireJson.mapper().readTree(message.get(3).toString())) {
                tell(new Tenant(tenant), one);
            }
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            LOG.warnf("a live message of %s can't be read: %s", tenant, malformed.getMessage());
        }
    }

    private void tell(Tenant tenant, JsonNode notification) throws JsonProcessingException {
        var user = UUID.fromString(notification.path("user_id").asText());
        if (hub.isConnected(tenant, user)) {
            var id = UUID.fromString(notification.path("notification_id").asText());
            hub.tell(tenant, user, id, WireJson.mapper().writeValueAsString(notification));
        }
    }

    private static String json(List<Notification> notifications) {
        try {
            return WireJson.mapper().writeValueAsString(notifications);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
