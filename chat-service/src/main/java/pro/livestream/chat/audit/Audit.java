package pro.livestream.chat.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.ModerationActed;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.outbox.Outbox;

/** Writes each act of moderation down and tells the others, in the transaction of the act. */
@Singleton
public class Audit {

    /** Everything that is written down. */
    public static final Set<String> ACTIONS = Set.of(
            "ban",
            "timeout",
            "mute",
            "unban",
            "delete",
            "clear",
            "pin",
            "unpin",
            "settings",
            "policy",
            "moderator",
            "term_add",
            "term_change",
            "term_remove",
            "held_approve",
            "held_reject",
            "export");

    private final Outbox outbox;

    Audit(Outbox outbox) {
        this.outbox = outbox;
    }

    /** One act; {@code action} is one of {@link #ACTIONS}, {@code details} a JSON object, such as what was before and after. */
    public record Act(
            String tenant,
            UUID channelId,
            UUID streamId,
            String action,
            UUID actorId,
            @Nullable UUID targetId,
            @Nullable UUID commentId,
            @Nullable String reason,
            @Nullable Instant until,
            @Nullable ObjectNode details) {

        public Act with(ObjectNode more) {
            return new Act(tenant, channelId, streamId, action, actorId, targetId, commentId, reason, until, more);
        }
    }

    public Uni<Void> write(SqlConnection tx, Act act) {
        var id = Ids.next();
        var at = Clock.systemUTC().instant();
        var details = act.details();
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
                OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                details == null ? null : new JsonObject(details.toString())));
        return tx.preparedQuery("insert into chat_audit (id, channel_id, stream_id, actor_id, action, target_id,"
                        + " comment_id, reason, until, created_at, details)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
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
