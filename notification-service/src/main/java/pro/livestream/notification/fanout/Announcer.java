package pro.livestream.notification.fanout;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import pro.livestream.notification.delivery.DeliveryConfig;
import pro.livestream.notification.delivery.DeliveryStore;
import pro.livestream.notification.inbox.Notification;
import pro.livestream.notification.inbox.NotificationStore;
import pro.livestream.notification.inbox.NotificationStore.Draft;
import pro.livestream.notification.preference.Channel;
import pro.livestream.notification.preference.DeliveryPolicy;
import pro.livestream.notification.preference.DeliveryPolicy.Decision;
import pro.livestream.notification.text.Money;
import pro.livestream.notification.text.Texts;
import pro.livestream.platform.id.Ids;

/** Writes what a group of users is told, each in the own language and on the wanted ways; repeated, it adds nothing. */
@ApplicationScoped
class Announcer {
    private final NotificationStore notifications;
    private final DeliveryStore deliveries;
    private final DeliveryConfig config;

    private record Plan(Draft draft, Recipient recipient, Decision decision) {}

    Announcer(NotificationStore notifications, DeliveryStore deliveries, DeliveryConfig config) {
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.config = config;
    }

    /** Those that are new and to be shown, for whoever is connected; publish them after the commit. */
    Uni<List<Notification>> tell(SqlConnection tx, Announcement announcement, List<Recipient> recipients, Instant now) {
        var plans = recipients.stream()
                .filter(announcement::isWantedBy)
                .map(recipient -> plan(announcement, recipient, now))
                .filter(plan -> !plan.decision().isNothing())
                .toList();
        if (plans.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var drafts = plans.stream().map(Plan::draft).toList();
        return notifications
                .insert(tx, announcement.kind(), announcement.data(), now, drafts)
                .chain(added -> {
                    var fresh = plans.stream()
                            .filter(plan -> added.contains(plan.draft().notificationId()))
                            .toList();
                    return deliveries
                            .insert(tx, deliveries(fresh), now, expiry(announcement))
                            .replaceWith(() -> shown(announcement, fresh, now));
                });
    }

    /** As {@link #tell} for one user, but what was told before is told anew; mails and pushes leave the first time only. */
    Uni<List<Notification>> renew(SqlConnection tx, Announcement announcement, Recipient recipient, Instant now) {
        var plan = plan(announcement, recipient, now);
        if (plan.decision().isNothing()) {
            return Uni.createFrom().item(List.of());
        }
        return notifications
                .renew(tx, announcement.kind(), announcement.data(), now, plan.draft())
                .chain(renewed -> {
                    var leaving = renewed.isNew() ? deliveries(List.of(plan)) : List.<DeliveryStore.Draft>of();
                    return deliveries
                            .insert(tx, leaving, now, expiry(announcement))
                            .replaceWith(() ->
                                    plan.draft().hidden() ? List.<Notification>of() : List.of(renewed.notification()));
                });
    }

    private static Plan plan(Announcement announcement, Recipient recipient, Instant now) {
        var decision =
                DeliveryPolicy.decide(recipient.preferences(), announcement.kind(), announcement.broadcaster(), now);
        var words = words(announcement, recipient.language());
        return new Plan(
                new Draft(
                        Ids.next(),
                        recipient.userId(),
                        Texts.text(recipient.language(), announcement.textKey("title"), words),
                        Texts.text(recipient.language(), announcement.textKey("body"), words),
                        !decision.inApp(),
                        announcement.dedupKey(recipient.userId())),
                recipient,
                decision);
    }

    private static Map<String, String> words(Announcement announcement, String language) {
        var tip = announcement.tip();
        if (tip == null) {
            return announcement.words();
        }
        var words = new HashMap<>(announcement.words());
        words.put("amount", Money.format(language, tip.amount(), tip.currency()));
        return words;
    }

    private static List<DeliveryStore.Draft> deliveries(List<Plan> plans) {
        var drafts = new ArrayList<DeliveryStore.Draft>();
        for (var plan : plans) {
            var id = plan.draft().notificationId();
            var user = plan.recipient().userId();
            var emailAt = plan.decision().emailAt();
            if (emailAt != null) {
                drafts.add(new DeliveryStore.Draft(id, user, Channel.EMAIL, "", emailAt));
            }
            var pushAt = plan.decision().pushAt();
            if (pushAt != null) {
                for (UUID subscription : plan.recipient().pushSubscriptions()) {
                    drafts.add(new DeliveryStore.Draft(id, user, Channel.PUSH, subscription.toString(), pushAt));
                }
            }
        }
        return drafts;
    }

    private Instant expiry(Announcement announcement) {
        return announcement.at().plus(announcement.kind().isPassing() ? config.expiryOfPassing() : config.expiry());
    }

    private static List<Notification> shown(Announcement announcement, List<Plan> plans, Instant now) {
        return plans.stream()
                .map(Plan::draft)
                .filter(draft -> !draft.hidden())
                .map(draft -> new Notification(
                        draft.notificationId(),
                        draft.userId(),
                        announcement.kind().wireName(),
                        draft.title(),
                        draft.body(),
                        announcement.data(),
                        null,
                        now))
                .toList();
    }
}
