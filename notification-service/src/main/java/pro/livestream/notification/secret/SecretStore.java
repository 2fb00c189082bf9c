package pro.livestream.notification.secret;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Secrets that live in the service's own schema: made by the first replica that needs one, the same for all. */
@ApplicationScoped
public class SecretStore {
    private final Pool pool;

    SecretStore(Pool pool) {
        this.pool = pool;
    }

    public Uni<byte[]> getOrMake(String name, Supplier<byte[]> make) {
        return pool.preparedQuery("insert into service.secrets (name, value) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(name, Buffer.buffer(make.get()).getDelegate()))
                .chain(() -> pool.preparedQuery("select value from service.secrets where name = $1")
                        .execute(Tuple.of(name)))
                .map(rows -> rows.iterator().next().getBuffer("value").getBytes());
    }
}
