package pro.livestream.notification.delivery.email;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.delivery.Delivery;
import pro.livestream.notification.delivery.Outcome;
import pro.livestream.notification.delivery.Sender;
import pro.livestream.notification.preference.Channel;
import pro.livestream.notification.profile.Contact;
import pro.livestream.notification.profile.ContactClient;
import pro.livestream.platform.tenant.Tenant;

/** Hands notifications to the mail server; an address that it refuses for good gets no more. */
@ApplicationScoped
class EmailSender implements Sender {
    private final ContactClient contacts;
    private final MailBlockStore blocks;
    private final MailComposer composer;
    private final ReactiveMailer mailer;
    private final EmailConfig config;

    EmailSender(
            ContactClient contacts,
            MailBlockStore blocks,
            MailComposer composer,
            ReactiveMailer mailer,
            EmailConfig config) {
        this.contacts = contacts;
        this.blocks = blocks;
        this.composer = composer;
        this.mailer = mailer;
        this.config = config;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public int perSecondMax() {
        return config.perSecondMax();
    }

    @Override
    public Uni<Outcome> send(Tenant tenant, Delivery delivery) {
        return contacts.find(tenant, delivery.notification().userId())
                .chain(found -> found.isEmpty()
                        ? hopeless("the gateway has no contact of this user")
                        : send(tenant, delivery, found.get()));
    }

    private Uni<Outcome> send(Tenant tenant, Delivery delivery, Contact contact) {
        @Nullable String address = contact.email();
        if (address == null || address.isBlank()) {
            return hopeless("the user has no address");
        }
        if (config.verifiedOnly() && !contact.emailVerified()) {
            return hopeless("the address is not confirmed");
        }
        var user = delivery.notification().userId();
        return blocks.isBlocked(tenant, user, address)
                .chain(blocked -> blocked
                        ? hopeless("the address refused mail before")
                        : mailer.send(composer.compose(tenant, delivery, contact, address))
                                .replaceWith(() -> (Outcome) new Outcome.Delivered())
                                .onFailure()
                                .recoverWithUni(failure -> judge(tenant, user, address, failure)));
    }

    private Uni<Outcome> judge(Tenant tenant, UUID user, String address, Throwable failure) {
        var refusal = BouncePolicy.refusal(failure);
        if (refusal.isEmpty()) {
            return Uni.createFrom().item(new Outcome.Failed("the mail server is away: " + failure.getMessage(), null));
        }
        var code = refusal.get().getReplyCode();
        var reason = "the mail server answered " + code;
        if (BouncePolicy.isHardBounce(code)) {
            return blocks.block(tenant, user, address, reason).chain(() -> hopeless(reason));
        }
        return BouncePolicy.isPermanent(code)
                ? hopeless(reason)
                : Uni.createFrom().item(new Outcome.Failed(reason, null));
    }

    private static Uni<Outcome> hopeless(String reason) {
        return Uni.createFrom().item(new Outcome.Hopeless(reason));
    }
}
