package pro.livestream.chat.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.ModerationActed;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.outbox.Outbox;

/** Writes each act of moderation down and tells the others, in the transaction of the act. */
@Singleton
public class Audit {

    private final Outbox outbox;

    Audit(Outbox outbox) {
        this.outbox = outbox;
    }

    /** One act; {@code action} is ban, unban, timeout, delete, clear, pin, unpin, settings, moderator or export. */
    public record Act(
            String tenant,
            UUID channelId,
            UUID streamId,
            String action,
            UUID actorId,
            @Nullable UUID targetId,
            @Nullable UUID commentId,
            @Nullable String reason,
            @Nullable Instant until) {}

    public Uni<Void> write(SqlConnection tx, Act act) {
        var id = Ids.next();
        var at = Clock.systemUTC().instant();
        var row = Tuple.from(Arrays.asList(
                id,
                act.channelId(),
                act.streamId(),
                act.actorId(),
                act.action(),
                act.targetId(),
                act.commentId(),
                act.reason(),
                act.until() == null ? null : OffsetDateTime.ofInstant(act.until(), ZoneOffset.UTC),
                OffsetDateTime.ofInstant(at, ZoneOffset.UTC)));
        return tx.preparedQuery("insert into chat_audit (id, channel_id, stream_id, actor_id, action, target_id,"
                        + " comment_id, reason, until, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
                .execute(row)
                .chain(() -> outbox.append(
                        tx,
                        new ModerationActed(
                                act.tenant(),
                                act.streamId(),
                                id,
                                act.action(),
                                act.actorId(),
                                act.targetId(),
                                act.commentId(),
                                act.reason(),
                                act.until(),
                                at)));
    }
}
