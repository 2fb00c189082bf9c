package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.FollowChanged;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Who follows whom, for streams that only followers may watch. */
@ApplicationScoped
class Followers implements PersonalData {

    private static final Logger LOG = Logger.getLogger(Followers.class);
    private static final Pattern UUIDS = Pattern.compile("([0-9a-f-]{36}):([0-9a-f-]{36})");
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final EventConsumer events;
    private final TenantDatabase database;

    Followers(EventConsumer events, TenantDatabase database) {
        this.events = events;
        this.database = database;
    }

    @Incoming("users-follows-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return entry.value() == null
                ? unfollowed(entry)
                : events.consume(entry, FollowChanged.class, (tx, tenant, follow) -> put(tx, follow));
    }

    private Uni<Void> unfollowed(ConsumerRecord<String, byte[]> entry) {
        var tenant =
                EventSerde.header(entry.headers(), CloudEventHeaders.TENANT).filter(Tenant::isName);
        var ids = UUIDS.matcher(String.valueOf(entry.key()));
        if (tenant.isEmpty() || !ids.matches()) {
            LOG.warnf("a tombstone of %s names no follow", entry.topic());
            return Uni.createFrom().voidItem();
        }
        return database.inTransactionOfEvent(
                        new Tenant(tenant.get()),
                        tx -> tx.preparedQuery("delete from followers where follower_id = $1 and following_id = $2")
                                .execute(Tuple.of(UUID.fromString(ids.group(1)), UUID.fromString(ids.group(2))))
                                .replaceWithVoid())
                .onFailure(DependencyFailure::isOne)
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely();
    }

    /** Older events come again after a replay: the highest version counts. */
    private static Uni<Void> put(SqlConnection tx, FollowChanged follow) {
        return tx.preparedQuery("""
                        insert into followers as f (follower_id, following_id, active, version) values ($1, $2, $3, $4)
                        on conflict (follower_id, following_id) do update set active = $3, version = $4
                        where f.version < $4
                        """)
                .execute(Tuple.of(follow.followerId(), follow.followingId(), follow.active(), follow.version()))
                .replaceWithVoid();
    }

    Uni<Boolean> mayWatch(SqlConnection tx, Caller caller, Stream stream) {
        if (!"followers".equals(stream.visibility()) || StreamPolicy.watchesAll(caller)) {
            return Uni.createFrom().item(true);
        }
        if (!caller.isUser()) {
            return Uni.createFrom().item(false);
        }
        return tx.preparedQuery("select 1 from followers where follower_id = $1 and following_id = $2 and active")
                .execute(Tuple.of(caller.userId(), stream.userId()))
                .map(rows -> rows.size() > 0);
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> tx.preparedQuery("delete from followers where follower_id = $1 or following_id = $1")
                        .execute(Tuple.of(userId))
                        .replaceWithVoid());
    }
}
