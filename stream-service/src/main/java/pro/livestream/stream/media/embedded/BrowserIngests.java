package pro.livestream.stream.media.embedded;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import pro.livestream.stream.media.embedded.browser.ContainerOpening;

/** Gives a browser its seat, the one it had before where it comes back. */
@ApplicationScoped
class BrowserIngests {

    private final EmbeddedMediaServer server;

    BrowserIngests(EmbeddedMediaServer server) {
        this.server = server;
    }

    /** Empty for a recording that is not taken; fails with {@code IngestRefused} while somebody else publishes. */
    Uni<Optional<BrowserIngest>> open(
            String tenant, UUID streamId, String mimeType, String socket, Consumer<String> goodbye) {
        var container = ContainerOpening.of(mimeType);
        if (container.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return server.openStream(tenant, streamId)
                .map(session -> Optional.of(seat(session, container.get(), mimeType, socket, goodbye)));
    }

    private static BrowserIngest seat(
            IngestSession session,
            ContainerOpening container,
            String mimeType,
            String socket,
            Consumer<String> goodbye) {
        if (session.seat() instanceof BrowserIngest before && !before.isOver()) {
            before.reconnected(container, mimeType, socket, goodbye);
            return before;
        }
        var made = new BrowserIngest(session, container, mimeType, socket, goodbye);
        session.take(made);
        return made;
    }
}
