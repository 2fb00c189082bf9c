package pro.livestream.archive.link;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

    /** The address of an attachment, which anybody may have who was given it. */
    public String lasting(Tenant tenant, UUID id, String name, HttpServerRequest request) {
        String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return address.of(request) + "/media/attachments/" + id + "/" + path + "?signature="
                + LinkSigner.signForEver(key.bytes(), tenant, id);
    }

    /** The tenant of an attachment's address. */
    public Optional<Tenant> verifyLasting(UUID id, @Nullable String signature) {
        return LinkSigner.verifyForEver(key.bytes(), id, signature);
    }
}
