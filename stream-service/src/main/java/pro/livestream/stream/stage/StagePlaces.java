package pro.livestream.stream.stage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaServers;
import pro.livestream.stream.media.StageHost;

/**
 * Where a tenant's new stages are: at its media server where that keeps stages, else only with us. An order says beforehand under which
 * name a stage is made outside, and goes in the transaction that stores the stage: while it stands, what was made is unused.
 */
@ApplicationScoped
class StagePlaces {

    private static final Logger LOG = Logger.getLogger(StagePlaces.class);

    /** Where a stage can be put; without an order nothing was made for it. */
    record Place(
            String stageArn, Stage.Venue venue, @Nullable UUID orderId) {}

    private final TenantDatabase database;
    private final StageOrderStore orders;
    private final MediaServers servers;
    private final StageConfig config;
    private final Clock clock = Clock.systemUTC();

    StagePlaces(TenantDatabase database, StageOrderStore orders, MediaServers servers, StageConfig config) {
        this.database = database;
        this.orders = orders;
        this.servers = servers;
        this.config = config;
    }

    /** The media server that has this tenant's new stages. */
    String provider(Tenant tenant) {
        MediaServer server = servers.ofNewStreams(tenant.name());
        return server.stages().isPresent() ? server.provider() : Stage.Venue.LOCAL.provider();
    }

    /** The stages at a media server that has some. */
    Optional<StageHost> host(String provider) {
        return servers.named(provider).stages();
    }

    /** Work with a new place; what the work did not {@link #take} is removed again. */
    <T> Uni<T> with(Tenant tenant, Function<Place, Uni<T>> work) {
        MediaServer server = servers.ofNewStreams(tenant.name());
        var host = server.stages();
        if (host.isEmpty()) {
            return work.apply(new Place(StageArn.fresh(config.region(), config.account()), Stage.Venue.LOCAL, null));
        }
        var order = new StageOrderStore.Order(Ids.next(), server.provider());
        return database.inTransaction(tenant, tx -> orders.insert(tx, order, clock.instant()))
                .chain(() -> host.get().create(tenant.name(), order.orderId().toString()))
                .chain(hosted -> work.apply(new Place(
                        hosted.stageArn(),
                        new Stage.Venue(server.provider(), hosted.endpoints(), true),
                        order.orderId())))
                .onItemOrFailure()
                .call((done, failure) -> settle(tenant, order));
    }

    /** A stage that was made by somebody else: of the ARN that an operator names. Refuses one that is not there. */
    Uni<Place> existing(Tenant tenant, String stageArn) {
        MediaServer server = servers.ofNewStreams(tenant.name());
        return server.stages()
                .map(host -> host.find(stageArn)
                        .map(found -> found.orElseThrow(() -> new StageError.NotAtHost(stageArn).refused()))
                        .map(hosted -> new Stage.Venue(server.provider(), hosted.endpoints(), false)))
                .orElseGet(() -> Uni.createFrom().item(Stage.Venue.LOCAL))
                .map(venue -> new Place(stageArn, venue, null));
    }

    /** In the transaction that stores the stage. */
    Uni<Void> take(SqlConnection tx, Place place) {
        return place.orderId() == null
                ? Uni.createFrom().voidItem()
                : orders.delete(tx, place.orderId()).replaceWithVoid();
    }

    /** An order that stands was not used, or its fate is not known: what bears its name goes, now or with the next sweep. */
    private Uni<Void> settle(Tenant tenant, StageOrderStore.Order order) {
        return database.inTransaction(tenant, tx -> orders.isThere(tx, order.orderId()))
                .chain(unused ->
                        unused ? remove(tenant, order) : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warnf("a stage made as %s waits to be removed: %s", order.orderId(), failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Removes what was made under an order's name, then the order. */
    Uni<Void> remove(Tenant tenant, StageOrderStore.Order order) {
        return host(order.provider())
                .map(host -> host.removeNamed(order.orderId().toString()))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> database.inTransaction(tenant, tx -> orders.delete(tx, order.orderId())))
                .replaceWithVoid();
    }
}
