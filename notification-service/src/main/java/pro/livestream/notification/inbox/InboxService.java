package pro.livestream.notification.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** A user's own notifications: reading, marking, deleting. */
@ApplicationScoped
class InboxService implements PersonalData {
    private final TenantDatabase database;
    private final NotificationStore store;
    private final Clock clock = Clock.systemUTC();

    /** What is left after marking. */
    record Marked(int updatedCount, long unreadCount) {}

    InboxService(TenantDatabase database, NotificationStore store) {
        this.database = database;
        this.store = store;
    }

    Uni<InboxPage> list(Caller caller, boolean unreadOnly, PageRequest request) {
        return database.inTransaction(
                caller.tenant(),
                tx -> store.list(tx, caller.userId(), unreadOnly, request)
                        .map(rows -> Page.of(rows, request, row -> Cursor.of(row.createdAt(), row.notificationId())))
                        .chain(page -> store.unread(tx, caller.userId())
                                .map(unread -> new InboxPage(page.items(), page.nextCursor(), unread))));
    }

    Uni<Notification> read(Caller caller, UUID notificationId) {
        return database.inTransaction(caller.tenant(), tx -> store.read(tx, caller.userId(), notificationId, now()))
                .map(found -> found.orElseThrow(() -> new NotificationError.NoSuchNotification().refused()));
    }

    Uni<Marked> readAll(Caller caller) {
        return database.inTransaction(
                caller.tenant(),
                tx -> store.readAll(tx, caller.userId(), now())
                        .chain(updated ->
                                store.unread(tx, caller.userId()).map(unread -> new Marked(updated, unread))));
    }

    Uni<Void> delete(Caller caller, UUID notificationId) {
        return database.inTransaction(caller.tenant(), tx -> store.hide(tx, caller.userId(), notificationId))
                .invoke(found -> {
                    if (!found) {
                        throw new NotificationError.NoSuchNotification().refused();
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(tenant, tx -> store.erase(tx, userId));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
