package pro.livestream.notification.preference;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.notification.text.Texts;
import pro.livestream.platform.identity.Public;

/** One-click unsubscribe (RFC 8058): a POST stops the mails; a GET, which link scanners make, only shows the button. */
@Public
@Path("/api/notifications/unsubscribe")
class UnsubscribeResource {
    private final UnsubscribeLinks links;
    private final PreferenceService preferences;
    private final Template page;

    UnsubscribeResource(
            UnsubscribeLinks links, PreferenceService preferences, @Location("unsubscribe.html") Template page) {
        this.links = links;
        this.preferences = preferences;
        this.page = page;
    }

    @GET
    @NonBlocking
    @Produces(MediaType.TEXT_HTML)
    public String ask(
            @QueryParam("token") @Nullable String token, @HeaderParam("Accept-Language") @Nullable String languages) {
        var claim = claim(token);
        return render(language(languages), claim, false);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_HTML)
    public Uni<String> stop(
            @QueryParam("token") @Nullable String token,
            @QueryParam("all") @Nullable String all,
            @HeaderParam("Accept-Language") @Nullable String languages) {
        var claim = claim(token);
        var everything = "true".equals(all);
        return preferences
                .stopMail(claim.tenant(), claim.userId(), everything ? null : claim.kind())
                .map(done -> render(language(languages), claim, true));
    }

    private UnsubscribeLinks.Claim claim(@Nullable String token) {
        return links.verify(token).orElseThrow(() -> new NotificationError.BadUnsubscribeLink().refused());
    }

    private String render(String language, UnsubscribeLinks.Claim claim, boolean done) {
        var values = Map.of("kind", Texts.text(language, "kind." + claim.kind().wireName(), Map.of()));
        return page.data("language", language)
                .data("token", links.token(claim))
                .data("done", done)
                .data("question", Texts.text(language, "unsubscribe.question", values))
                .data("explanation", Texts.text(language, "unsubscribe.explanation", values))
                .data("confirm", Texts.text(language, "unsubscribe.confirm", values))
                .data("all", Texts.text(language, "unsubscribe.all", values))
                .data("finished", Texts.text(language, "unsubscribe.done", values))
                .render();
    }

    private static String language(@Nullable String accepted) {
        if (accepted == null) {
            return Texts.ENGLISH;
        }
        try {
            var ranges = Locale.LanguageRange.parse(accepted);
            return ranges.isEmpty()
                    ? Texts.ENGLISH
                    : Texts.languageOf(ranges.getFirst().getRange());
        } catch (IllegalArgumentException malformed) {
            return Texts.ENGLISH;
        }
    }
}
