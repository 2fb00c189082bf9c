package pro.livestream.notification.follow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.contracts.event.FollowChanged;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.notification.follow.FollowStore.Direction;
import pro.livestream.notification.follow.FollowStore.Follow;
import pro.livestream.notification.profile.ContactClient;
import pro.livestream.notification.profile.UserStore;
import pro.livestream.notification.profile.UserView;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Following, no longer following, and who does. */
@ApplicationScoped
class FollowService implements PersonalData {
    private static final int ERASED_AT_ONCE = 200;

    private final TenantDatabase database;
    private final FollowStore follows;
    private final FollowNews news;
    private final UserStore users;
    private final ContactClient contacts;
    private final Outbox outbox;
    private final FollowConfig config;
    private final Clock clock = Clock.systemUTC();

    FollowService(
            TenantDatabase database,
            FollowStore follows,
            FollowNews news,
            UserStore users,
            ContactClient contacts,
            Outbox outbox,
            FollowConfig config) {
        this.database = database;
        this.follows = follows;
        this.news = news;
        this.users = users;
        this.contacts = contacts;
        this.outbox = outbox;
        this.config = config;
    }

    Uni<FollowView> follow(Caller caller, UUID followingId) {
        if (caller.userId().equals(followingId)) {
            return Uni.createFrom().failure(new NotificationError.FollowsOneself().refused());
        }
        return database.inTransaction(
                        caller.tenant(), tx -> users.meet(tx, caller).chain(() -> users.find(tx, followingId)))
                .chain(found -> found.map(user -> Uni.createFrom().item(user))
                        .orElseGet(() -> askFor(caller.tenant(), followingId)))
                .chain(user -> database.inTransaction(caller.tenant(), tx -> follow(tx, caller, user)));
    }

    private Uni<FollowView> follow(SqlConnection tx, Caller caller, UserView user) {
        var now = now();
        var follow = new Follow(Ids.next(), caller.userId(), user.userId(), now);
        return follows.insert(tx, follow)
                .invoke(isNew -> {
                    if (!isNew) {
                        throw new NotificationError.AlreadyFollowing().refused();
                    }
                })
                .chain(() -> tell(tx, caller.tenant(), follow, true))
                .chain(() -> news.add(tx, user.userId(), now.plus(config.newsDelay())))
                .replaceWith(
                        () -> new FollowView(follow.followId(), follow.followerId(), follow.followingId(), user, now));
    }

    /** Somebody who registered a moment ago: the account's owner knows before the topic has told us. */
    private Uni<UserView> askFor(Tenant tenant, UUID userId) {
        return contacts.find(tenant, userId)
                .map(found -> found.orElseThrow(() -> new NotificationError.NoSuchUser().refused()))
                .chain(contact -> database.inTransaction(
                        tenant,
                        tx -> users.introduce(tx, userId, contact.username()).chain(() -> users.find(tx, userId))))
                .map(found -> found.orElseThrow(() -> new NotificationError.NoSuchUser().refused()));
    }

    Uni<Void> unfollow(Caller caller, UUID followId) {
        return database.inTransaction(
                caller.tenant(), tx -> follows.lock(tx, followId).chain(found -> end(tx, caller, found)));
    }

    Uni<Void> unfollowUser(Caller caller, UUID followingId) {
        return database.inTransaction(
                caller.tenant(),
                tx -> follows.lock(tx, caller.userId(), followingId).chain(found -> end(tx, caller, found)));
    }

    private Uni<Void> end(SqlConnection tx, Caller caller, Optional<Follow> found) {
        var follow = found.orElseThrow(() -> new NotificationError.NoSuchFollow().refused());
        if (!follow.followerId().equals(caller.userId())) {
            throw new NotificationError.NotOwnFollow().refused();
        }
        return follows.delete(tx, follow.followId()).chain(() -> tell(tx, caller.tenant(), follow, false));
    }

    /** The caller's follow of one user, as a list of one or none. */
    Uni<Page<FollowView>> own(Caller caller, UUID followingId) {
        return database.inTransaction(
                caller.tenant(),
                tx -> follows.find(tx, caller.userId(), followingId)
                        .chain(follow -> users.find(tx, followingId)
                                .map(user -> follow.isEmpty() || user.isEmpty()
                                        ? new Page<FollowView>(List.of(), null)
                                        : new Page<>(
                                                List.of(new FollowView(
                                                        follow.get().followId(),
                                                        follow.get().followerId(),
                                                        followingId,
                                                        user.get(),
                                                        follow.get().createdAt())),
                                                null))));
    }

    Uni<FollowPage> list(Caller caller, Direction direction, UUID userId, PageRequest page) {
        return database.inTransaction(
                        caller.tenant(),
                        tx -> users.meet(tx, caller)
                                .chain(() -> users.find(tx, userId))
                                .chain(user -> user.isEmpty()
                                        ? Uni.createFrom().<FollowPage>nullItem()
                                        : page(tx, direction, userId, page)))
                .chain(found -> found != null
                        ? Uni.createFrom().item(found)
                        : askFor(caller.tenant(), userId)
                                .map(user -> FollowPage.of(new Page<>(List.of(), null), new FollowPage.Counts(0, 0))));
    }

    private Uni<FollowPage> page(SqlConnection tx, Direction direction, UUID userId, PageRequest page) {
        return follows.list(tx, direction, userId, page)
                .map(rows -> Page.of(rows, page, item -> Cursor.of(item.createdAt(), item.followId())))
                .chain(items -> follows.counts(tx, userId).map(counts -> FollowPage.of(items, counts)));
    }

    private Uni<Void> tell(SqlConnection tx, Tenant tenant, Follow follow, boolean active) {
        return outbox.append(
                tx,
                new FollowChanged(
                        tenant.name(),
                        follow.followerId(),
                        follow.followingId(),
                        active,
                        follow.createdAt(),
                        clock.millis()));
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                        tenant,
                        tx -> follows.deleteSome(tx, userId, ERASED_AT_ONCE)
                                .chain(gone -> tellAll(tx, tenant, gone)
                                        .chain(() -> news.forget(tx, userId))
                                        .replaceWith(gone.size())))
                .chain(count -> count < ERASED_AT_ONCE ? Uni.createFrom().voidItem() : erase(tenant, userId));
    }

    private Uni<Void> tellAll(SqlConnection tx, Tenant tenant, List<Follow> gone) {
        var all = Uni.createFrom().voidItem();
        for (var follow : gone) {
            all = all.chain(() -> tell(tx, tenant, follow, false));
        }
        return all;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
