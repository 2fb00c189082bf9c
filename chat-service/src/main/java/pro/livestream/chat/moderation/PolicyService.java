package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.audit.Audit;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.review.ReviewAddress;
import pro.livestream.chat.review.ReviewSecrets;
import pro.livestream.chat.rule.Policy;
import pro.livestream.chat.rule.SpamScore;

/** A channel's policy: spam, evasion, outside review. */
@Singleton
class PolicyService {

    private static final int SECRET_LENGTH_MIN = 16;
    private static final int SECRET_LENGTH_MAX = 128;
    private static final String REACTIONS = "off, hold, block";

    private final ModerationService service;
    private final ReviewAddress addresses;
    private final ReviewSecrets secrets;
    private final Audit audit;

    /** A policy and the secret of its review, where a new one was set. */
    private record Changed(Policy policy, @Nullable String secret, boolean generated) {}

    PolicyService(ModerationService service, ReviewAddress addresses, ReviewSecrets secrets, Audit audit) {
        this.service = service;
        this.addresses = addresses;
        this.secrets = secrets;
        this.audit = audit;
    }

    /** The policy as it is now; a secret that was made here is told this once. */
    Uni<ObjectNode> change(Changes.Actor actor, ObjectNode body) {
        if (body.has("review")) {
            var _ = ModerationService.owned(actor);
        }
        var channel = actor.room().channelId();
        return service.changing(
                actor.room(),
                tx -> read(tx, channel).flatMap(before -> {
                    var changed = patch(new Fields(body), before);
                    return write(tx, channel, changed)
                            .chain(() -> audit.write(tx, act(actor, before, changed)))
                            .replaceWith(() -> {
                                var json = changed.policy().toJson();
                                if (changed.generated() && json.path("review") instanceof ObjectNode review) {
                                    review.put("secret", changed.secret());
                                }
                                return json;
                            });
                }));
    }

    private static Uni<Policy> read(SqlConnection tx, UUID channelId) {
        return tx.preparedQuery("select policy::text as policy from chat_channel where channel_id = $1")
                .execute(Tuple.of(channelId))
                .map(rows -> Policy.of(FrameJson.own(rows.iterator().next().getString("policy"))));
    }

    private Changed patch(Fields fields, Policy base) {
        var spam = fields.choice("spam", Policy.Reaction::named, REACTIONS, base.spam());
        int threshold = fields.integer("spam_threshold", 1, SpamScore.MAX, base.spamThreshold());
        var evasion = fields.choice("evasion", Policy.Reaction::named, REACTIONS, base.evasion());
        int window = fields.integer("evasion_window_s", 60, Policy.EVASION_WINDOW_S_MAX, base.evasionWindowS());
        var policy = new Policy(spam, threshold, evasion, window, base.review());
        var changed = review(fields, policy);
        fields.noOthers();
        fields.check();
        return changed;
    }

    private Changed review(Fields fields, Policy base) {
        if (!fields.has("review")) {
            return new Changed(base, null, false);
        }
        if (fields.isNull("review")) {
            return new Changed(base.withReview(null), null, false);
        }
        var given = fields.object("review");
        if (given == null) {
            return new Changed(base, null, false);
        }
        var before = base.review();
        var url = given.has("url") ? given.text("url") : before == null ? null : before.url();
        if (url == null) {
            given.wrong("url", "is needed");
        } else {
            var problem = addresses.problem(url);
            if (problem != null) {
                given.wrong("url", problem);
            }
        }
        var onFailure = given.choice(
                "on_failure",
                Policy.OnFailure::named,
                "fail_open, fail_closed, hold",
                before == null ? Policy.OnFailure.FAIL_OPEN : before.onFailure());
        var secret = given.has("secret") ? given.text("secret") : null;
        if (secret != null && (secret.length() < SECRET_LENGTH_MIN || secret.length() > SECRET_LENGTH_MAX)) {
            given.wrong("secret", "has from " + SECRET_LENGTH_MIN + " to " + SECRET_LENGTH_MAX + " characters");
        }
        given.noOthers();
        // Whoever gets the messages of another address must not know the secret of the one before.
        boolean generated = secret == null && (before == null || !before.url().equals(url));
        return new Changed(
                base.withReview(new Policy.Review(url == null ? "" : url, onFailure)),
                generated ? secrets.make() : secret,
                generated);
    }

    private Uni<Void> write(SqlConnection tx, UUID channelId, Changed changed) {
        var secret = changed.secret();
        return tx.preparedQuery("update chat_channel set policy = $2, review_secret = case"
                        + " when $2::jsonb -> 'review' = 'null' then null else coalesce($3, review_secret) end"
                        + " where channel_id = $1")
                .execute(Tuple.from(Arrays.asList(
                        channelId,
                        new JsonObject(changed.policy().toJson().toString()),
                        secret == null ? null : Buffer.buffer(secrets.seal(secret)))))
                .replaceWithVoid();
    }

    private static Audit.Act act(Changes.Actor actor, Policy before, Changed changed) {
        var details = FrameJson.object();
        details.set("before", before.toJson());
        details.set("after", changed.policy().toJson());
        details.put("secret_changed", changed.secret() != null);
        return ModerationService.act(actor, "policy", null, null, null).with(details);
    }
}
