package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.audit.Audit;
import pro.livestream.chat.evasion.Visitors;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.profile.Usernames;
import pro.livestream.chat.room.Ban;
import pro.livestream.chat.room.Role;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.chat.room.Rooms;
import pro.livestream.chat.rule.RuleStore;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;

/** What moderators decide about people: written down, then told to every node. */
@Singleton
class ModerationService {

    static final Duration TIMEOUT_MAX = Duration.ofDays(365);
    private static final Logger LOG = Logger.getLogger(ModerationService.class);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final UUID NOBODY = new UUID(0, 0);

    private final RoomDirectory directory;
    private final ModerationStore store;
    private final Rooms rooms;
    private final CoreLoop loop;
    private final Audit audit;
    private final Usernames usernames;

    ModerationService(
            RoomDirectory directory,
            ModerationStore store,
            Rooms rooms,
            CoreLoop loop,
            Audit audit,
            Usernames usernames) {
        this.directory = directory;
        this.store = store;
        this.rooms = rooms;
        this.loop = loop;
        this.audit = audit;
        this.usernames = usernames;
    }

    /** The room where the caller moderates, as the one who acts; refuses others. */
    Uni<Changes.Actor> moderator(Caller caller, UUID streamId) {
        return directory.find(caller, streamId).map(room -> {
            var role = caller.hasScope("chat:moderate") ? Role.ADMIN : room.roleOf(caller);
            if (!role.moderates()) {
                throw Refusal.forbidden("Only moderators can do this").refused();
            }
            return new Changes.Actor(room, caller.isUser() ? caller.userId() : NOBODY, role);
        });
    }

    /** Silences somebody; a ban also keeps them out, and holds from where they spoke. */
    Uni<BanView> ban(
            Changes.Actor actor, UUID userId, Ban.Kind kind, @Nullable String reason, @Nullable Duration duration) {
        var room = actor.room();
        if (userId.equals(room.channelId())) {
            throw Refusal.forbidden("The broadcaster can't be banned").refused();
        }
        if (userId.equals(actor.userId())) {
            throw Refusal.forbidden("You can't ban yourself").refused();
        }
        var now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
        var until = duration == null ? null : now.plus(duration);
        var name = usernames.current(userId, "");
        var type = kind.name().toLowerCase(Locale.ROOT);
        var ban = new BanView(userId, name.isEmpty() ? null : name, type, reason, until, now);
        return changing(
                        room,
                        tx -> ModerationStore.ban(tx, room.channelId(), ban, actor.userId())
                                .chain(() -> kind == Ban.Kind.BAN
                                        ? Visitors.ban(tx, room.channelId(), userId)
                                        : Visitors.unban(tx, room.channelId(), userId))
                                .chain(() -> audit.write(tx, act(actor, ban.type(), userId, reason, until))))
                .replaceWith(ban);
    }

    Uni<Void> unban(Changes.Actor actor, UUID userId) {
        var room = actor.room();
        return changing(
                room,
                tx -> ModerationStore.unban(tx, room.channelId(), userId)
                        .flatMap(was -> was
                                ? Visitors.unban(tx, room.channelId(), userId)
                                        .chain(() -> audit.write(tx, act(actor, "unban", userId, null, null)))
                                : Uni.createFrom()
                                        .failure(Refusal.notFound("This user is not banned")
                                                .refused())));
    }

    Uni<Void> appoint(Changes.Actor actor, UUID userId) {
        var room = owned(actor);
        return changing(
                room,
                tx -> ModerationStore.appoint(tx, room.channelId(), userId, actor.userId())
                        .chain(() -> audit.write(tx, act(actor, "moderator", userId, "appointed", null))));
    }

    Uni<Void> dismiss(Changes.Actor actor, UUID userId) {
        var room = owned(actor);
        return changing(
                room,
                tx -> ModerationStore.dismiss(tx, room.channelId(), userId)
                        .flatMap(was -> was
                                ? audit.write(tx, act(actor, "moderator", userId, "dismissed", null))
                                : Uni.createFrom()
                                        .failure(Refusal.notFound("This user is no moderator")
                                                .refused())));
    }

    /** Somebody takes the room's messages away. */
    Uni<Void> exported(Changes.Actor actor) {
        return store.inTransaction(tenant(actor.room()), tx -> audit.write(tx, act(actor, "export", null, null, null)));
    }

    static RoomFacts owned(Changes.Actor actor) {
        if (actor.role() == Role.MODERATOR) {
            throw Refusal.forbidden("Only the broadcaster or an admin can do this")
                    .refused();
        }
        return actor.room();
    }

    static Audit.Act act(
            Changes.Actor actor,
            String action,
            @Nullable UUID target,
            @Nullable String reason,
            @Nullable Instant until) {
        var room = actor.room();
        return new Audit.Act(
                room.key().tenant(),
                room.channelId(),
                room.key().streamId(),
                action,
                actor.userId(),
                target,
                null,
                reason,
                until,
                null);
    }

    /** Changes something of a channel, one at a time, then has every node read it again. */
    <T> Uni<T> changing(RoomFacts room, Function<SqlConnection, Uni<T>> work) {
        return changing(room, false, work);
    }

    <T> Uni<T> changing(RoomFacts room, boolean terms, Function<SqlConnection, Uni<T>> work) {
        return store.inTransaction(
                        tenant(room),
                        tx -> RuleStore.touch(tx, room.channelId(), terms).chain(() -> work.apply(tx)))
                .invoke(() -> tell(room));
    }

    /** Nodes that can't be reached now read it anyway when Redis is back. */
    private void tell(RoomFacts room) {
        loop.execute(() -> rooms.tellChannelChanged(room.key().tenant(), room.channelId())
                .onFailure(away -> LOG.infof("Other nodes are told later: %s", away.toString())));
    }

    static Tenant tenant(RoomFacts room) {
        return new Tenant(room.key().tenant());
    }
}
