package pro.livestream.gateway.edge;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** The key that signs viewers' cookies: made once, shared by all gateways. */
@ApplicationScoped
class EdgeSecrets {
    private static final int KEY_BYTES = 32;
    private static final String VIEWER_COOKIE = "viewer_cookie";

    private final Pool pool;
    private volatile byte[] viewerKey = random();

    EdgeSecrets(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> load() {
        return pool.preparedQuery("insert into service.secret (name, value) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(VIEWER_COOKIE, Buffer.buffer(random())))
                .chain(() -> pool.preparedQuery("select value from service.secret where name = $1")
                        .execute(Tuple.of(VIEWER_COOKIE)))
                .invoke(rows ->
                        viewerKey = rows.iterator().next().getBuffer("value").getBytes())
                .replaceWithVoid();
    }

    byte[] viewerKey() {
        return viewerKey;
    }

    private static byte[] random() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
