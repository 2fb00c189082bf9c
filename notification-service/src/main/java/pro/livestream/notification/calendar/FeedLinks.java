package pro.livestream.notification.calendar;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.secret.LinkSigner;
import pro.livestream.notification.secret.SecretStore;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.tenant.Tenant;

/** Addresses of users' own feeds, for calendar programs that can't log in: signed, and worthless once replaced. */
@ApplicationScoped
class FeedLinks implements Boot.Step {
    private static final String FOLDER = "/api/notifications/calendar/";
    private static final String ENDING = ".ics";

    private final SecretStore secrets;
    private volatile @Nullable LinkSigner signer;

    /** Whose feed, and which of that user's addresses. */
    record Claim(Tenant tenant, UUID userId, int generation) {}

    FeedLinks(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public Uni<Void> run() {
        return LinkSigner.of(secrets, "calendar")
                .invoke(loaded -> signer = loaded)
                .replaceWithVoid();
    }

    String path(Claim claim) {
        return FOLDER + signer().token(claim.tenant() + ":" + claim.userId() + ":" + claim.generation()) + ENDING;
    }

    /** From the last segment of a path. */
    Optional<Claim> verify(String file) {
        return file.endsWith(ENDING)
                ? signer().verify(file.substring(0, file.length() - ENDING.length()))
                        .flatMap(FeedLinks::claim)
                : Optional.empty();
    }

    private static Optional<Claim> claim(String text) {
        var parts = text.split(":", -1);
        try {
            return parts.length != 3
                    ? Optional.empty()
                    : Optional.of(
                            new Claim(new Tenant(parts[0]), UUID.fromString(parts[1]), Integer.parseInt(parts[2])));
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
