package pro.livestream.archive.link;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.boot.Boot;

/** The key of all nodes, made by the first one ever. */
@ApplicationScoped
class LinkKey implements Boot.Step {

    private static final int KEY_BYTES = 32;

    private final Pool pool;
    private volatile byte @Nullable [] key;

    LinkKey(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Void> run() {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        return pool.preparedQuery("insert into service.link_key (key_id, secret) values (1, $1) on conflict do nothing")
                .execute(Tuple.of(Buffer.buffer(fresh).getDelegate()))
                .chain(() -> pool.query("select secret from service.link_key").execute())
                .invoke(rows -> key = rows.iterator().next().getBuffer("secret").getBytes())
                .replaceWithVoid();
    }

    byte[] bytes() {
        byte[] known = key;
        if (known == null) {
            throw new IllegalStateException("links are signed before the service is up");
        }
        return known;
    }
}
