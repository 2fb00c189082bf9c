package pro.livestream.notification.delivery.email;

import io.quarkus.mailer.Mail;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.delivery.Delivery;
import pro.livestream.notification.inbox.Kind;
import pro.livestream.notification.preference.UnsubscribeLinks;
import pro.livestream.notification.profile.Contact;
import pro.livestream.notification.site.SiteAddress;
import pro.livestream.notification.text.Texts;
import pro.livestream.platform.tenant.Tenant;

/** Writes the mail of one notification, as text and as HTML, with the one-click unsubscribe headers of RFC 8058. */
@ApplicationScoped
class MailComposer {
    private final Template html;
    private final Template text;
    private final UnsubscribeLinks links;
    private final SiteAddress sites;

    MailComposer(
            @Location("notification.html") Template html,
            @Location("notification.txt") Template text,
            UnsubscribeLinks links,
            SiteAddress sites) {
        this.html = html;
        this.text = text;
        this.links = links;
        this.sites = sites;
    }

    Mail compose(Tenant tenant, Delivery delivery, Contact contact, String recipient) {
        var notification = delivery.notification();
        var kind = Kind.named(notification.kind()).orElseThrow();
        var unsubscribe = links.link(tenant, notification.userId(), kind);
        var locale = delivery.locale() == null ? contact.locale() : delivery.locale();
        return new Mail()
                .addTo(recipient)
                .setSubject(oneLine(notification.title()))
                .setText(render(text, tenant, delivery, contact, locale, unsubscribe))
                .setHtml(render(html, tenant, delivery, contact, locale, unsubscribe))
                .addHeader("Message-ID", "<" + delivery.deliveryId() + "@livestream>")
                .addHeader("Auto-Submitted", "auto-generated")
                .addHeader("List-Unsubscribe", "<" + unsubscribe + ">")
                .addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private String render(
            Template template,
            Tenant tenant,
            Delivery delivery,
            Contact contact,
            @Nullable String locale,
            String unsubscribe) {
        var notification = delivery.notification();
        var language = Texts.languageOf(locale);
        var values = Map.of("username", contact.username());
        return template.data("language", language)
                .data("greeting", Texts.text(language, "mail.greeting", values))
                .data("title", notification.title())
                .data("body", notification.body())
                .data("action", Texts.text(language, "mail.action." + notification.kind(), values))
                .data("link", sites.of(tenant) + notification.data().getOrDefault("url", "/"))
                .data("why", Texts.text(language, "mail.why." + notification.kind(), values))
                .data("stop", Texts.text(language, "mail.unsubscribe", values))
                .data("unsubscribe", unsubscribe)
                .render();
    }

    private static String oneLine(String title) {
        return title.replaceAll("\\p{Cntrl}+", " ");
    }
}
