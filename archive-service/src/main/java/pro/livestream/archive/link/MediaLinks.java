package pro.livestream.archive.link;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;

/** Makes and checks the links under which an archive's files can be had for a while, by whoever has them. */
@ApplicationScoped
public class MediaLinks {

    private final LinkKey key;
    private final LinkConfig config;
    private final PublicAddress address;
    private final Clock clock = Clock.systemUTC();

    MediaLinks(LinkKey key, LinkConfig config, PublicAddress address) {
        this.key = key;
        this.config = config;
        this.address = address;
    }

    /** From a file's name to its link; all files of the archive get the same signature. */
    public UnaryOperator<String> of(Tenant tenant, UUID archiveId, HttpServerRequest request) {
        long expires = clock.instant().plus(config.validFor()).getEpochSecond();
        String query = "?expires=" + expires + "&signature=" + LinkSigner.sign(key.bytes(), tenant, archiveId, expires);
        String folder = address.of(request) + "/api/archives/" + archiveId + "/media/";
        return file -> folder + file + query;
    }

    /** The tenant of a valid link. */
    public Optional<Tenant> verify(UUID archiveId, @Nullable String expires, @Nullable String signature) {
        return LinkSigner.verify(key.bytes(), archiveId, expires, signature, clock.instant());
    }
}
