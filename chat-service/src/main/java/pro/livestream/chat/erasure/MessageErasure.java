package pro.livestream.chat.erasure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import pro.livestream.chat.evasion.Visitors;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.room.Role;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.chat.room.Rooms;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/**
 * Clears open rooms of what the user said, so that sockets lose it too, takes it out of Redis, then leaves rows in
 * PostgreSQL that say nothing of nobody. Whatever stops it, it can be begun again.
 */
@Singleton
class MessageErasure implements PersonalData {

    private static final Logger LOG = Logger.getLogger(MessageErasure.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID NOBODY = new UUID(0, 0);

    private final ErasureStore store;
    private final RoomDirectory directory;
    private final Changes changes;
    private final Rooms rooms;
    private final RoomLog log;
    private final CoreLoop loop;
    private final Tenants tenants;
    private final Visitors visitors;

    MessageErasure(
            ErasureStore store,
            RoomDirectory directory,
            Changes changes,
            Rooms rooms,
            RoomLog log,
            CoreLoop loop,
            Tenants tenants,
            Visitors visitors) {
        this.store = store;
        this.directory = directory;
        this.changes = changes;
        this.rooms = rooms;
        this.log = log;
        this.loop = loop;
        this.tenants = tenants;
        this.visitors = visitors;
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return store.rooms(tenant, userId)
                .chain(concerned -> Multi.createFrom()
                        .iterable(concerned)
                        .onItem()
                        .transformToUniAndConcatenate(room -> leave(tenant, room, userId))
                        .collect()
                        .last())
                .chain(() -> anonymise(tenant, userId, 0))
                .chain(() -> onCore(() -> {
                    visitors.forget(userId);
                    return Future.succeededFuture();
                }))
                .chain(() -> store.forgetPerson(tenant, userId))
                .invoke(channels -> channels.forEach(channel -> loop.execute(
                        () -> rooms.tellChannelChanged(tenant.name(), channel).otherwiseEmpty())))
                .replaceWithVoid();
    }

    private Uni<Void> leave(Tenant tenant, ErasureStore.Place room, UUID userId) {
        var key = new RoomKey(tenant.name(), room.id());
        return onCore(() -> log.read(key)).chain(snapshot -> {
            var lines = LogErasure.rewritten(snapshot.entries(), userId);
            if (!room.said() && lines.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            // also where Redis has lost the room: sockets and nodes may still hold what was said there
            boolean shown = room.open() && tenants.isReady(tenant);
            Uni<Void> cleared = shown ? clear(key, userId) : Uni.createFrom().voidItem();
            return cleared.chain(() -> onCore(() -> log.rewrite(key, lines)));
        });
    }

    private Uni<Void> clear(RoomKey key, UUID userId) {
        return directory
                .find(key)
                .chain(facts -> onCore(() ->
                        changes.clear(new Changes.Actor(facts, NOBODY, Role.ADMIN), userId, "the account was erased")));
    }

    private Uni<Void> anonymise(Tenant tenant, UUID userId, int before) {
        return store.anonymise(tenant, userId).chain(count -> {
            int all = before + count;
            if (count < ErasureStore.BATCH_MAX) {
                LOG.infof("%d messages of an erased user of %s are anonymous", all, tenant);
                return Uni.createFrom().voidItem();
            }
            return anonymise(tenant, userId, all);
        });
    }

    /** On the core loop, where Redis being away is a passing refusal. */
    private <T> Uni<T> onCore(Supplier<Future<T>> work) {
        return Uni.createFrom()
                .<T>emitter(done -> loop.execute(() -> work.get().onComplete(ended -> {
                    if (ended.succeeded()) {
                        done.complete(ended.result());
                    } else {
                        done.fail(ended.cause());
                    }
                })))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure(RoomLog::isAway)
                .transform(away -> Refusal.unavailable("Redis is away").refused());
    }
}
