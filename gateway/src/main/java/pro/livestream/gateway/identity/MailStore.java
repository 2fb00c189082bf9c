package pro.livestream.gateway.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;

/** Mails that are to be sent: written with what caused them, deleted when a mail server took them. */
@ApplicationScoped
class MailStore {
    private static final int AT_ONCE_MAX = 50;
    private static final int ATTEMPTS_MAX = 12;

    private final Pool pool;

    /** One mail; the link carries a token, so it is never logged. */
    record Mail(
            UUID mailId,
            String recipient,
            String kind,
            @Nullable String locale,
            String username,
            String link,
            int attempts) {}

    MailStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(SqlConnection tx, Tenant tenant, Mail mail, Instant now) {
        return tx.preparedQuery("""
            insert into service.mail (mail_id, tenant, recipient, kind, locale, username, link, due_at, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
            """)
                .execute(Tuple.tuple()
                        .addUUID(mail.mailId())
                        .addString(tenant.name())
                        .addString(mail.recipient())
                        .addString(mail.kind())
                        .addString(mail.locale())
                        .addString(mail.username())
                        .addString(mail.link())
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Takes due mails for a while, so that no other gateway sends them too. */
    Uni<List<Mail>> take(Instant now, Duration hold) {
        return pool.preparedQuery("""
            update service.mail set attempts = attempts + 1, due_at = $2
            where mail_id in (select mail_id from service.mail where due_at <= $1
                order by due_at limit $3 for update skip locked)
            returning *
            """)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), now.plus(hold).atOffset(ZoneOffset.UTC), AT_ONCE_MAX))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Mail(
                                row.getUUID("mail_id"),
                                row.getString("recipient"),
                                row.getString("kind"),
                                row.getString("locale"),
                                row.getString("username"),
                                row.getString("link"),
                                row.getInteger("attempts")))
                        .toList());
    }

    Uni<Void> delete(UUID mailId) {
        return pool.preparedQuery("delete from service.mail where mail_id = $1")
                .execute(Tuple.of(mailId))
                .replaceWithVoid();
    }

    Uni<Void> retry(Mail mail, Instant dueAt) {
        return mail.attempts() >= ATTEMPTS_MAX
                ? delete(mail.mailId())
                : pool.preparedQuery("update service.mail set due_at = $2 where mail_id = $1")
                        .execute(Tuple.of(mail.mailId(), dueAt.atOffset(ZoneOffset.UTC)))
                        .replaceWithVoid();
    }
}
