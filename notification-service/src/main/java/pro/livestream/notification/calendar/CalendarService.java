package pro.livestream.notification.calendar;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.notification.profile.UserStore;
import pro.livestream.notification.profile.UserView;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** The calendars of broadcasters, and of all whom a user follows. */
@ApplicationScoped
class CalendarService {
    private final TenantDatabase database;
    private final ScheduleStore schedules;
    private final UserStore users;
    private final FeedLinks links;
    private final CalendarConfig config;

    CalendarService(
            TenantDatabase database, ScheduleStore schedules, UserStore users, FeedLinks links, CalendarConfig config) {
        this.database = database;
        this.schedules = schedules;
        this.users = users;
        this.links = links;
        this.config = config;
    }

    /** One broadcaster's public plans; also of somebody without any. */
    Uni<String> ofBroadcaster(Tenant tenant, UUID broadcaster, String baseUrl) {
        return database.inTransaction(
                tenant,
                tx -> known(tx, broadcaster)
                        .chain(user -> schedules
                                .publicOf(tx, broadcaster, since())
                                .map(planned -> IcsFeed.write(user.name(), planned, baseUrl))));
    }

    /** What the bearer of a good address sees; asked at another tenant's host, it is none. */
    Uni<String> own(Tenant tenant, String file, String baseUrl) {
        var claim = links.verify(file)
                .filter(one -> one.tenant().equals(tenant))
                .orElseThrow(() -> new NotificationError.BadCalendarLink().refused());
        return database.inTransaction(
                tenant,
                tx -> generation(tx, claim.userId())
                        .invoke(generation -> {
                            if (generation != claim.generation()) {
                                throw new NotificationError.BadCalendarLink().refused();
                            }
                        })
                        .chain(() -> known(tx, claim.userId()))
                        .chain(user -> schedules.followedBy(tx, claim.userId(), since()))
                        .map(planned -> IcsFeed.write("LiveStream Pro", planned, baseUrl)));
    }

    private Uni<UserView> known(SqlConnection tx, UUID userId) {
        return users.find(tx, userId)
                .map(found -> found.orElseThrow(() -> new NotificationError.NoSuchUser().refused()));
    }

    Uni<String> address(Caller caller) {
        return database.inTransaction(
                caller.tenant(),
                tx -> users.meet(tx, caller)
                        .chain(() -> generation(tx, caller.userId()))
                        .map(generation -> path(caller, generation)));
    }

    /** Another address; those before are worth nothing any more. */
    Uni<String> replace(Caller caller) {
        return database.inTransaction(
                caller.tenant(),
                tx -> users.meet(tx, caller)
                        .chain(() -> tx.preparedQuery("""
                            insert into calendar_feeds as f (user_id, generation) values ($1, 1)
                            on conflict (user_id) do update set generation = f.generation + 1
                            returning generation
                            """).execute(Tuple.of(caller.userId())))
                        .map(rows -> path(caller, rows.iterator().next().getInteger("generation"))));
    }

    private String path(Caller caller, int generation) {
        return links.path(new FeedLinks.Claim(caller.tenant(), caller.userId(), generation));
    }

    private static Uni<Integer> generation(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("select generation from calendar_feeds where user_id = $1")
                .execute(Tuple.of(userId))
                .map(rows -> rows.size() == 0 ? 0 : rows.iterator().next().getInteger("generation"));
    }

    private Instant since() {
        return Clock.systemUTC().instant().minus(config.showsPast());
    }
}
