package pro.livestream.notification.preference;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.Kind;
import pro.livestream.notification.secret.LinkSigner;
import pro.livestream.notification.secret.SecretStore;
import pro.livestream.notification.site.SiteAddress;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.tenant.Tenant;

/** Links that stop mails without a login: the link alone says whose and which, and is signed. */
@ApplicationScoped
public class UnsubscribeLinks implements Boot.Step {
    private static final String PATH = "/api/notifications/unsubscribe?token=";

    private final SecretStore secrets;
    private final SiteAddress sites;
    private volatile @Nullable LinkSigner signer;

    /** Whose mails of which kind. */
    record Claim(Tenant tenant, UUID userId, Kind kind) {}

    UnsubscribeLinks(SecretStore secrets, SiteAddress sites) {
        this.secrets = secrets;
        this.sites = sites;
    }

    @Override
    public Uni<Void> run() {
        return LinkSigner.of(secrets, "unsubscribe")
                .invoke(loaded -> signer = loaded)
                .replaceWithVoid();
    }

    public String link(Tenant tenant, UUID userId, Kind kind) {
        return sites.of(tenant) + PATH + token(new Claim(tenant, userId, kind));
    }

    String token(Claim claim) {
        return signer().token(claim.tenant() + ":" + claim.userId() + ":"
                + claim.kind().wireName());
    }

    Optional<Claim> verify(@Nullable String token) {
        return signer().verify(token).flatMap(UnsubscribeLinks::claim);
    }

    private static Optional<Claim> claim(String text) {
        var parts = text.split(":", -1);
        try {
            return parts.length != 3
                    ? Optional.empty()
                    : Kind.named(parts[2])
                            .map(kind -> new Claim(new Tenant(parts[0]), UUID.fromString(parts[1]), kind));
        } catch (IllegalArgumentException ofAnotherSort) {
            return Optional.empty();
        }
    }

    private LinkSigner signer() {
        var loaded = signer;
        if (loaded == null) {
            throw new IllegalStateException("the key is not loaded yet");
        }
        return loaded;
    }
}
