package pro.livestream.platform.identity;

import io.smallrye.mutiny.Uni;
import java.security.PublicKey;
import java.util.Optional;

/** The gateway's public keys by {@code kid}: fetched over HTTP everywhere but in the gateway itself. */
public interface KeySource {
    Uni<Optional<PublicKey>> key(String kid);
}
