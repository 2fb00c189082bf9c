package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.audit.Audit;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.hold.HeldMessage;
import pro.livestream.chat.hold.HeldStore;
import pro.livestream.chat.hold.HoldConfig;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.message.Posts;
import pro.livestream.chat.profile.Usernames;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.chat.room.Rooms;
import pro.livestream.chat.room.Whisper;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/**
 * Decides about held messages: one decision each, whoever is first. An approval is committed before the message is brought
 * into its room, under an id of its own there, so that a node that dies between leaves it to the job of another.
 */
@Singleton
class HeldService {

    private static final Logger LOG = Logger.getLogger(HeldService.class);

    private final TenantDatabase database;
    private final HeldStore store;
    private final HistoryStore history;
    private final Posts posts;
    private final Rooms rooms;
    private final CoreLoop loop;
    private final Usernames usernames;
    private final Audit audit;
    private final HoldConfig config;

    HeldService(
            TenantDatabase database,
            HeldStore store,
            HistoryStore history,
            Posts posts,
            Rooms rooms,
            CoreLoop loop,
            Usernames usernames,
            Audit audit,
            HoldConfig config) {
        this.database = database;
        this.store = store;
        this.history = history;
        this.posts = posts;
        this.rooms = rooms;
        this.loop = loop;
        this.usernames = usernames;
        this.audit = audit;
        this.config = config;
    }

    /** The message as it stands now: without an offset while it is still on its way. */
    Uni<HeldMessage> approve(Changes.Actor actor, UUID id) {
        var room = actor.room();
        if (room.isClosedAt(Clock.systemUTC().instant())) {
            throw Refusal.of(410, "CHAT_CLOSED", "This chat is closed").refused();
        }
        return decide(actor, id, HeldMessage.APPROVED, "held_approve", null)
                .flatMap(kept -> publish(room, kept)
                        .onFailure()
                        .invoke(away -> LOG.infof("The approved message %s follows later: %s", id, away.toString()))
                        .onFailure()
                        .recoverWithItem(kept.message()));
    }

    Uni<HeldMessage> reject(Changes.Actor actor, UUID id, @Nullable String reason) {
        return decide(actor, id, HeldMessage.REJECTED, "held_reject", reason)
                .invoke(kept -> whisper(
                        new Whisper.Rejected(actor.room().key(), kept.message().userId(), kept.clientId())))
                .map(HeldStore.Kept::message);
    }

    private Uni<HeldStore.Kept> decide(
            Changes.Actor actor, UUID id, String state, String action, @Nullable String reason) {
        var key = actor.room().key();
        return database.inTransaction(
                new Tenant(key.tenant()),
                tx -> HeldStore.decide(tx, key.streamId(), id, state, actor.userId(), reason)
                        .flatMap(decided -> decided.isPresent()
                                ? audit.write(
                                                tx,
                                                act(actor, action, decided.get().message(), reason))
                                        .replaceWith(decided.get())
                                : refuse(tx, key.streamId(), id)));
    }

    private static Uni<HeldStore.Kept> refuse(SqlConnection tx, UUID streamId, UUID id) {
        return HeldStore.find(tx, streamId, id).map(found -> {
            throw found.isPresent()
                    ? ChatError.ALREADY_DECIDED.refused()
                    : Refusal.notFound("There is no such held message").refused();
        });
    }

    private static Audit.Act act(Changes.Actor actor, String action, HeldMessage message, @Nullable String reason) {
        var room = actor.room();
        return new Audit.Act(
                room.key().tenant(),
                room.channelId(),
                room.key().streamId(),
                action,
                actor.userId(),
                message.userId(),
                message.id(),
                reason,
                null,
                FrameJson.object().put("message", message.message()));
    }

    /** Brings an approved message into its room, at most once however often it is tried. */
    Uni<HeldMessage> publish(RoomFacts room, HeldStore.Kept kept) {
        var message = kept.message();
        var tenant = new Tenant(room.key().tenant());
        var post = new Posts.Post(
                message.id(),
                message.userId(),
                usernames.current(message.userId(), message.username()),
                message.message(),
                "message",
                said -> FrameJson.object(),
                config.remembered(),
                message.replyTo(),
                true);
        return history.find(tenant, message.streamId(), message.id())
                .flatMap(said -> said.isPresent()
                        ? Uni.createFrom().item(said.get().offset())
                        : posts.post(room, post).map(place -> place.offset()))
                .call(offset -> store.published(tenant, message.id(), offset))
                .invoke(offset -> whisper(
                        new Whisper.Approved(room.key(), message.userId(), kept.clientId(), message.id(), offset)))
                .map(message::at);
    }

    private void whisper(Whisper whisper) {
        loop.execute(() -> rooms.whisper(whisper));
    }
}
