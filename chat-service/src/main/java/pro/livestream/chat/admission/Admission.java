package pro.livestream.chat.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.attachment.Attachments;
import pro.livestream.chat.follow.Followers;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.review.Reviewer;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.chat.rule.FoldedText;
import pro.livestream.chat.rule.RuleAction;
import pro.livestream.platform.error.RefusedException;

/**
 * Decides about messages. Most are decided at once; those that wait for somebody's answer are asked about side by side, but
 * leave in the order in which their sender sent them. On the core loop.
 */
@Singleton
public class Admission {

    private static final Duration TOO_FAST = Duration.ofMillis(500);

    private final Screening screening;
    private final Followers followers;
    private final Reviewer reviewer;
    private final Attachments files;
    private final AdmissionConfig config;
    private final Map<Sender, Deque<Waiting>> lines = new HashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    private record Sender(RoomKey room, UUID userId) {}

    /** A message that is not decided, or that stands behind one. */
    private static final class Waiting {
        private final Consumer<Verdict> done;
        private @Nullable Verdict verdict;

        private Waiting(Consumer<Verdict> done) {
            this.done = done;
        }
    }

    Admission(
            Screening screening,
            Followers followers,
            Reviewer reviewer,
            Attachments files,
            AdmissionConfig config,
            MeterRegistry registry) {
        this.screening = screening;
        this.followers = followers;
        this.reviewer = reviewer;
        this.files = files;
        this.config = config;
        registry.gauge("chat.admission.waiting", waiting, AtomicInteger::get);
    }

    /** Calls {@code done} once, at once or later. */
    public void admit(Candidate candidate, Consumer<Verdict> done) {
        var screened = screening.screen(candidate, true);
        if (screened instanceof Verdict.Refused) {
            done.accept(screened);
            return;
        }
        var sender = new Sender(candidate.facts().key(), candidate.userId());
        var line = lines.get(sender);
        boolean asks = mustAsk(candidate, screened);
        var verdict = asks ? null : withoutAsking(candidate, screened);
        if (verdict != null && (line == null || verdict instanceof Verdict.Refused)) {
            done.accept(verdict);
        } else if (line != null && line.size() >= config.waitingPerSenderMax()) {
            done.accept(new Verdict.Refused(ChatError.RATE_LIMITED, TOO_FAST));
        } else if (waiting.get() >= config.waitingMax()) {
            done.accept(new Verdict.Refused(ChatError.UNAVAILABLE, null));
        } else {
            var place = queue(sender, line == null ? new ArrayDeque<>() : line, done);
            place.verdict = verdict;
            if (asks) {
                ask(candidate, screened)
                        .compose(decided -> withFiles(candidate, decided))
                        .onComplete(answer -> answered(sender, place, answer));
            }
        }
    }

    private void answered(Sender sender, Waiting place, AsyncResult<Verdict> answer) {
        place.verdict = answer.succeeded() ? answer.result() : new Verdict.Refused(ChatError.UNAVAILABLE, null);
        release(sender);
    }

    /** Files can't be laid aside for moderators: such a message is refused as an edit would be. */
    private Future<Verdict> withFiles(Candidate candidate, Verdict verdict) {
        if (candidate.attachments().isEmpty() || verdict instanceof Verdict.Refused) {
            return Future.succeededFuture(verdict);
        }
        if (verdict instanceof Verdict.Held held) {
            return Future.succeededFuture(
                    new Verdict.Refused(held.reasons().getFirst().error(), null));
        }
        var facts = candidate.facts();
        if (facts.settings().retention().isMemoryOnly()
                || (facts.settings().emoteOnly() && !candidate.role().moderates())) {
            return Future.succeededFuture(new Verdict.Refused(ChatError.ATTACHMENTS_NOT_ALLOWED, null));
        }
        return files.claim(facts.key().tenant(), candidate.userId(), candidate.id(), candidate.attachments())
                .<Verdict>map(Verdict.Admitted::new)
                .recover(refused -> Future.succeededFuture(new Verdict.Refused(
                        refused instanceof RefusedException answer
                                        && answer.refusal().code().equals(ChatError.UNKNOWN_ATTACHMENT.name())
                                ? ChatError.UNKNOWN_ATTACHMENT
                                : ChatError.UNAVAILABLE,
                        null)));
    }

    private Waiting queue(Sender sender, Deque<Waiting> line, Consumer<Verdict> done) {
        var place = new Waiting(done);
        line.addLast(place);
        lines.put(sender, line);
        waiting.incrementAndGet();
        return place;
    }

    private void release(Sender sender) {
        var line = lines.get(sender);
        while (line != null && !line.isEmpty()) {
            var first = line.getFirst();
            var verdict = first.verdict;
            if (verdict == null) {
                return;
            }
            line.removeFirst();
            waiting.decrementAndGet();
            if (line.isEmpty()) {
                lines.remove(sender);
            }
            first.done.accept(verdict);
        }
    }

    /** An edit's text is judged like a new one, except that nothing can be held. */
    public Future<Void> edit(Candidate candidate) {
        var screened = screening.screen(candidate, false);
        var decided = screened instanceof Verdict.Refused ? Future.succeededFuture(screened) : ask(candidate, screened);
        return decided.recover(away -> Future.failedFuture(ChatError.UNAVAILABLE.refused()))
                .compose(verdict -> switch (verdict) {
                    case Verdict.Admitted admitted -> Future.succeededFuture();
                    case Verdict.Refused refused ->
                        Future.failedFuture(refused.error().refused(refused.retryAfter()));
                    case Verdict.Held held ->
                        Future.failedFuture(held.reasons().getFirst().error().refused());
                });
    }

    /** Whether a text that was paid for may be shown as it is. */
    public boolean isWelcome(RoomFacts room, String text) {
        var objection = room.textRules().judge(text, FoldedText.of(text));
        return objection == null;
    }

    private static boolean mustReview(Candidate candidate, Verdict screened) {
        return screened instanceof Verdict.Admitted
                && !candidate.role().moderates()
                && candidate.facts().rules().policy().review() != null;
    }

    private static boolean mustFollow(Candidate candidate) {
        return candidate.facts().settings().followersOnly() && !candidate.role().moderates();
    }

    private Followers.@Nullable Following known(Candidate candidate) {
        var facts = candidate.facts();
        return followers.known(facts.key().tenant(), facts.channelId(), candidate.userId());
    }

    private boolean mustAsk(Candidate candidate, Verdict screened) {
        if (!candidate.attachments().isEmpty()) {
            return true;
        }
        if (!mustFollow(candidate)) {
            return mustReview(candidate, screened);
        }
        var following = known(candidate);
        return following == null
                || (mustReview(candidate, screened) && Screening.follows(candidate, following) == null);
    }

    private Verdict withoutAsking(Candidate candidate, Verdict screened) {
        var following = mustFollow(candidate) ? known(candidate) : null;
        var refused = following == null ? null : Screening.follows(candidate, following);
        return refused == null ? screened : refused;
    }

    private Future<Verdict> ask(Candidate candidate, Verdict screened) {
        if (!mustFollow(candidate)) {
            return review(candidate, screened);
        }
        var known = known(candidate);
        var facts = candidate.facts();
        var following = known == null
                ? followers.find(facts.key().tenant(), facts.channelId(), candidate.userId())
                : Future.succeededFuture(known);
        return following.compose(found -> {
            var refused = Screening.follows(candidate, found);
            return refused == null ? review(candidate, screened) : Future.succeededFuture(refused);
        });
    }

    private Future<Verdict> review(Candidate candidate, Verdict screened) {
        var review = candidate.facts().rules().policy().review();
        if (review == null || !mustReview(candidate, screened)) {
            return Future.succeededFuture(screened);
        }
        return reviewer.ask(candidate.facts().channelId(), candidate.facts().rules(), review, question(candidate))
                .map(Admission::verdict);
    }

    private static Verdict verdict(RuleAction action) {
        return switch (action) {
            case ALLOW -> Verdict.ADMITTED;
            case HOLD -> new Verdict.Held(List.of(Verdict.Reason.REVIEW));
            case BLOCK -> new Verdict.Refused(ChatError.BLOCKED_BY_REVIEW, null);
        };
    }

    private static ObjectNode question(Candidate candidate) {
        var key = candidate.facts().key();
        var replyTo = candidate.replyTo();
        return FrameJson.object()
                .put("id", candidate.id().toString())
                .put("tenant", key.tenant())
                .put("stream_id", key.streamId().toString())
                .put("channel_id", candidate.facts().channelId().toString())
                .put("user_id", candidate.userId().toString())
                .put("username", candidate.username())
                .put("message", candidate.text())
                .put("reply_to", replyTo == null ? null : replyTo.toString())
                .put("created_at", FrameJson.time(Clock.systemUTC().instant()));
    }
}
