package pro.livestream.chat.viewer;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.room.Rooms;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.ServiceTokens;
import pro.livestream.platform.tenant.Tenant;

/** Tells stream-service who watches through this node: comings and goings at once, everybody again every 20 s. */
@Singleton
class ViewerPresence implements Rooms.Presence {

    private static final Logger LOG = Logger.getLogger(ViewerPresence.class);
    private static final int IDS_MAX = 5000;

    private final CoreLoop loop;
    private final Rooms rooms;
    private final ServiceTokens tokens;
    private final ViewerConfig config;
    private final String source;
    private final WebClient client;
    private final Map<RoomKey, Map<UUID, Integer>> present = new HashMap<>();
    private final Map<RoomKey, Set<UUID>> changed = new HashMap<>();
    private boolean due;

    ViewerPresence(
            CoreLoop loop, Rooms rooms, ServiceTokens tokens, ViewerConfig config, ServiceConfig service, Vertx vertx) {
        this.loop = loop;
        this.rooms = rooms;
        this.tokens = tokens;
        this.config = config;
        this.source = service.instance();
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout(2000));
    }

    void start(@Observes @Priority(7) StartupEvent event) {
        loop.execute(() -> rooms.listen(this));
        loop.every(config.renewEvery().toMillis(), this::renew);
    }

    @Override
    public void came(RoomKey room, Connection connection) {
        var user = connection.member().userId();
        int count = present.computeIfAbsent(room, key -> new HashMap<>()).merge(user, 1, Integer::sum);
        if (count == 1) {
            note(room, user);
        }
    }

    @Override
    public void went(RoomKey room, Connection connection) {
        var user = connection.member().userId();
        var users = present.get(room);
        if (users != null && users.computeIfPresent(user, (id, count) -> count == 1 ? null : count - 1) == null) {
            note(room, user);
            if (users.isEmpty()) {
                present.remove(room);
            }
        }
    }

    private void note(RoomKey room, UUID user) {
        changed.computeIfAbsent(room, key -> new HashSet<>()).add(user);
        if (!due) {
            due = true;
            loop.after(config.tellAfter().toMillis(), this::tell);
        }
    }

    private void tell() {
        due = false;
        var items = new HashMap<String, List<Item>>();
        changed.forEach((room, users) -> {
            var here = present.getOrDefault(room, Map.of());
            var joined = new ArrayList<UUID>();
            var left = new ArrayList<UUID>();
            users.forEach(user -> (here.containsKey(user) ? joined : left).add(user));
            items.computeIfAbsent(room.tenant(), tenant -> new ArrayList<>())
                    .add(new Item(room.streamId(), joined, left, List.of()));
        });
        changed.clear();
        items.forEach(this::post);
    }

    private void renew() {
        var items = new HashMap<String, List<Item>>();
        present.forEach((room, users) -> items.computeIfAbsent(room.tenant(), tenant -> new ArrayList<>())
                .add(new Item(room.streamId(), List.of(), List.of(), List.copyOf(users.keySet()))));
        items.forEach(this::post);
    }

    /** What is told of one stream. */
    private record Item(UUID streamId, List<UUID> joined, List<UUID> left, List<UUID> present) {

        int size() {
            return joined.size() + left.size() + present.size();
        }

        JsonObject json() {
            return new JsonObject()
                    .put("stream_id", streamId.toString())
                    .put("joined", viewers(joined))
                    .put("left", viewers(left))
                    .put("present", viewers(present));
        }

        private static JsonArray viewers(List<UUID> users) {
            var viewers = new JsonArray();
            users.forEach(user -> viewers.add("u:" + user));
            return viewers;
        }
    }

    private void post(String tenant, List<Item> items) {
        var batch = new JsonArray();
        int ids = 0;
        for (var item : items) {
            for (int from = 0; from == 0 || from < item.present().size(); from += IDS_MAX) {
                var part = item.present().size() <= IDS_MAX
                        ? item
                        : new Item(
                                item.streamId(),
                                item.joined(),
                                item.left(),
                                item.present()
                                        .subList(
                                                from,
                                                Math.min(
                                                        from + IDS_MAX,
                                                        item.present().size())));
                if (ids > 0 && ids + part.size() > IDS_MAX) {
                    send(tenant, batch);
                    batch = new JsonArray();
                    ids = 0;
                }
                batch.add(part.json());
                ids += part.size();
            }
        }
        send(tenant, batch);
    }

    private void send(String tenant, JsonArray items) {
        var body = new JsonObject().put("source", source).put("items", items);
        tokens.bearerFor(new Tenant(tenant))
                .flatMap(bearer -> client.postAbs(
                                config.streamServiceUrl().split(",", -1)[0].strip() + "/internal/viewers")
                        .putHeader("Authorization", bearer)
                        .timeout(config.timeout().toMillis())
                        .sendJsonObject(body))
                .flatMap(answer -> answer.statusCode() < 300
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .failure(Refusal.unavailable("stream-service answered " + answer.statusCode())
                                        .refused()))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Viewers could not be told: %s", failure.toString()));
    }
}
