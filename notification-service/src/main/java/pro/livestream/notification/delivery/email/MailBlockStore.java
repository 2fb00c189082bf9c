package pro.livestream.notification.delivery.email;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Addresses that refused mail for good; a user's new address is not blocked. */
@ApplicationScoped
class MailBlockStore implements PersonalData {
    private final TenantDatabase database;

    MailBlockStore(TenantDatabase database) {
        this.database = database;
    }

    Uni<Boolean> isBlocked(Tenant tenant, UUID userId, String address) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select 1 from mail_blocks where user_id = $1 and address_hash = $2")
                        .execute(Tuple.of(userId, hash(address)))
                        .map(rows -> rows.size() > 0));
    }

    Uni<Void> block(Tenant tenant, UUID userId, String address, String reason) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("""
                    insert into mail_blocks (user_id, address_hash, reason) values ($1, $2, $3)
                    on conflict (user_id) do update set address_hash = excluded.address_hash,
                        reason = excluded.reason, blocked_at = now()
                    """)
                        .execute(Tuple.of(userId, hash(address), reason))
                        .replaceWithVoid());
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> tx.preparedQuery("delete from mail_blocks where user_id = $1")
                        .execute(Tuple.of(userId))
                        .replaceWithVoid());
    }

    private static String hash(String address) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
