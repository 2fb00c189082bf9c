package pro.livestream.notification.fanout;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.contracts.event.ArchiveReady;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.notification.delivery.DeliveryJob;
import pro.livestream.notification.delivery.live.LiveChannel;
import pro.livestream.notification.inbox.Notification;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.tenant.Tenant;

/** Tells users what concerns them alone: a tip was received, a recording is ready, somebody called them by name. */
@ApplicationScoped
class OwnerConsumer {
    private final EventConsumer consumer;
    private final RecipientStore recipients;
    private final Announcer announcer;
    private final LiveChannel live;
    private final DeliveryJob deliveries;

    OwnerConsumer(
            EventConsumer consumer,
            RecipientStore recipients,
            Announcer announcer,
            LiveChannel live,
            DeliveryJob deliveries) {
        this.consumer = consumer;
        this.recipients = recipients;
        this.announcer = announcer;
        this.live = live;
        this.deliveries = deliveries;
    }

    @Incoming("tips-in")
    Uni<Void> tip(ConsumerRecord<String, byte[]> entry) {
        var told = new Told();
        return consumer.consume(
                        entry,
                        TipSucceeded.class,
                        (tx, tenant, tip) -> tell(tx, tenant, tip.receiverId(), Announcements.of(tip), told))
                .chain(() -> publish(told));
    }

    @Incoming("archives-in")
    Uni<Void> archive(ConsumerRecord<String, byte[]> entry) {
        var told = new Told();
        return consumer.consume(
                        entry,
                        ArchiveReady.class,
                        (tx, tenant, ready) -> tell(tx, tenant, ready.userId(), Announcements.of(ready), told))
                .chain(() -> publish(told));
    }

    /** Of all that is said only the few records that mention somebody are looked into, one after the other. */
    @Incoming("chat-in")
    Uni<Void> said(ConsumerRecords<String, byte[]> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .filter(Mentions::mayHoldOne)
                .onItem()
                .transformToUniAndConcatenate(this::said)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> said(ConsumerRecord<String, byte[]> entry) {
        var told = new Told();
        return consumer.consume(
                        entry,
                        ChatMessagePosted.class,
                        (tx, tenant, message) ->
                                tell(tx, tenant, Mentions.toTell(message), Announcements.of(message), told))
                .chain(() -> publish(told));
    }

    /** What a handler wrote, to be published once it is committed; a repeated handler starts over. */
    private static final class Told {
        private final List<Notification> shown = new ArrayList<>();
        private Tenant tenant = Tenant.DEFAULT;

        void set(Tenant of, List<Notification> notifications) {
            tenant = of;
            shown.clear();
            shown.addAll(notifications);
        }
    }

    private Uni<Void> tell(SqlConnection tx, Tenant tenant, UUID userId, Announcement announcement, Told told) {
        return tell(tx, tenant, List.of(userId), announcement, told);
    }

    private Uni<Void> tell(SqlConnection tx, Tenant tenant, List<UUID> userIds, Announcement announcement, Told told) {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        return Multi.createFrom()
                .iterable(userIds)
                .onItem()
                .transformToUniAndConcatenate(userId -> recipients.find(tx, userId))
                .collect()
                .asList()
                .map(found -> found.stream().flatMap(Optional::stream).toList())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(List.<Notification>of())
                        : announcer.tell(tx, announcement, found, now))
                .invoke(shown -> told.set(tenant, shown))
                .replaceWithVoid();
    }

    private Uni<Void> publish(Told told) {
        deliveries.wake(told.tenant);
        return live.publish(told.tenant, told.shown);
    }
}
