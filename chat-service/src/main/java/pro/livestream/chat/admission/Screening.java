package pro.livestream.chat.admission;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.follow.Followers;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.rule.FoldedText;
import pro.livestream.chat.rule.Policy;
import pro.livestream.chat.rule.RuleAction;
import pro.livestream.chat.rule.SpamScore;

/** The checks that need nobody's answer; moderators pass all but bans. On the core loop. */
@Singleton
class Screening {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Map<Sender, SpamScore> scores;

    private record Sender(RoomKey room, UUID userId) {}

    Screening(AdmissionConfig config) {
        this.scores = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Sender, SpamScore> eldest) {
                return size() > config.spamRememberedMax();
            }
        };
    }

    Verdict screen(Candidate candidate, boolean scored) {
        var facts = candidate.facts();
        var now = CLOCK.instant();
        var ban = facts.banOf(candidate.userId(), now);
        if (ban != null) {
            return new Verdict.Refused(ban.error(), ban.left(now));
        }
        if (candidate.role().moderates()) {
            return Verdict.ADMITTED;
        }
        if (facts.settings().closed()) {
            return new Verdict.Refused(ChatError.CHAT_CLOSED, null);
        }
        var reasons = EnumSet.noneOf(Verdict.Reason.class);
        var error = evasion(candidate, now, reasons);
        if (error == null) {
            error = text(candidate, reasons, scored, now);
        }
        if (error != null) {
            return new Verdict.Refused(error, null);
        }
        return reasons.isEmpty() ? Verdict.ADMITTED : new Verdict.Held(List.copyOf(reasons));
    }

    private static @Nullable ChatError evasion(Candidate candidate, Instant now, Set<Verdict.Reason> reasons) {
        var rules = candidate.facts().rules();
        if (!rules.isMarked(candidate.marks(), candidate.userId(), now)) {
            return null;
        }
        if (rules.policy().evasion() == Policy.Reaction.BLOCK) {
            return ChatError.BANNED;
        }
        reasons.add(Verdict.Reason.EVASION);
        return null;
    }

    private @Nullable ChatError text(Candidate candidate, Set<Verdict.Reason> reasons, boolean scored, Instant now) {
        var policy = candidate.facts().rules().policy();
        var rules = candidate.facts().textRules();
        boolean forSpam = scored && policy.spam() != Policy.Reaction.OFF;
        if (rules.isEmpty() && !forSpam) {
            return null;
        }
        var folded = FoldedText.of(candidate.text());
        var objection = rules.judge(candidate.text(), folded);
        if (objection != null) {
            var reason = switch (objection.cause()) {
                case EMOTE_ONLY -> null;
                case LINK -> Verdict.Reason.LINK;
                case TERM -> Verdict.Reason.TERM;
            };
            if (reason == null) {
                return ChatError.EMOTES_ONLY;
            }
            if (objection.action() == RuleAction.BLOCK) {
                return reason.error();
            }
            reasons.add(reason);
        }
        if (!forSpam) {
            return null;
        }
        var score = scores.computeIfAbsent(
                        new Sender(candidate.facts().key(), candidate.userId()), sender -> new SpamScore())
                .add(candidate.text(), folded, now.toEpochMilli());
        if (score >= policy.spamThreshold()) {
            if (policy.spam() == Policy.Reaction.BLOCK) {
                return ChatError.SPAM;
            }
            reasons.add(Verdict.Reason.SPAM);
        }
        return null;
    }

    /** Whether somebody follows for long enough; null when so. */
    static Verdict.@Nullable Refused follows(Candidate candidate, Followers.Following following) {
        var since = following.since();
        if (since == null) {
            return new Verdict.Refused(ChatError.FOLLOWERS_ONLY, null);
        }
        var left = Duration.between(
                CLOCK.instant(), since.plus(candidate.facts().settings().followersMinAge()));
        return left.isNegative() || left.isZero() ? null : new Verdict.Refused(ChatError.FOLLOWERS_ONLY, left);
    }
}
