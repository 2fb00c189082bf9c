package pro.livestream.gateway.token;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** Makes RSA keys, which takes the better part of a second, off the event loops. */
@ApplicationScoped
class KeyPairBlockingAdapter {
    private static final int KEY_BITS = 2048;

    Uni<KeyPair> generate() {
        return Uni.createFrom()
                .item(KeyPairBlockingAdapter::generateBlocking)
                .runSubscriptionOn(Infrastructure.getDefaultExecutor());
    }

    private static KeyPair generateBlocking() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK makes no RSA keys", e);
        }
    }
}
