package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.chat.room.RoomSettings;
import pro.livestream.chat.rule.FoldedText;
import pro.livestream.chat.rule.Policy;
import pro.livestream.chat.rule.RuleAction;
import pro.livestream.chat.rule.SpamScore;
import pro.livestream.chat.rule.TermMatcher;
import pro.livestream.chat.rule.TextRules;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;

/** Tries rules on what a room said, off the event loops, within bounds of number and time; only those given are tried. */
@Singleton
class DryRun {

    static final int MESSAGES_MAX = 10_000;
    private static final int MESSAGES_DEFAULT = 1_000;
    private static final int PAGE = 1_000;
    private static final int SAMPLES_MAX = 10;
    private static final int AT_ONCE_MAX = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HistoryStore history;
    private final AtomicInteger running = new AtomicInteger();

    /** Rules to try on the room's latest {@code limit} messages. */
    record Rules(TextRules text, Policy.Reaction spam, int spamThreshold, int limit) {

        static Rules read(ObjectNode body) {
            var fields = new Fields(body);
            var given = fields.object("term");
            var term = given == null ? null : TermPatch.read(given);
            var changed = fields.object("settings");
            var settings = changed == null ? RoomSettings.DEFAULT : SettingsPatch.apply(changed, RoomSettings.DEFAULT);
            var spam = fields.choice("spam", Policy.Reaction::named, "off, hold, block", Policy.Reaction.OFF);
            int threshold = fields.integer("spam_threshold", 1, SpamScore.MAX, Policy.SPAM_THRESHOLD_DEFAULT);
            int limit = fields.integer("limit", 1, MESSAGES_MAX, MESSAGES_DEFAULT);
            fields.noOthers();
            if (!fields.has("term") && !fields.has("settings") && !fields.has("spam")) {
                fields.wrong("term", "or settings or spam is needed");
            }
            fields.check();
            var terms = term == null ? TermMatcher.NONE : new TermMatcher(List.of(term.term(new UUID(0, 0))));
            return new Rules(
                    new TextRules(terms, settings.links(), settings.linkHosts(), settings.emoteOnly()),
                    spam,
                    threshold,
                    limit);
        }
    }

    /** A message that would not have been said, and why. */
    public record Sample(
            UUID id, UUID userId, String username, String message, Instant createdAt, String action, String reason) {}

    /** What the rules would have done; {@code truncated} when time was up before all were looked at. */
    public record Report(
            int checked, Map<String, Integer> counts, List<Sample> samples, boolean truncated, long tookMs) {}

    DryRun(HistoryStore history) {
        this.history = history;
    }

    Uni<Report> run(RoomFacts room, Rules rules) {
        if (running.incrementAndGet() > AT_ONCE_MAX) {
            running.decrementAndGet();
            throw Refusal.rateLimited(Duration.ofSeconds(2)).refused();
        }
        long started = System.nanoTime();
        return read(room, rules.limit(), null, new ArrayList<>(), started)
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(newestFirst -> judge(rules, newestFirst, started))
                .onTermination()
                .invoke(running::decrementAndGet);
    }

    private Uni<List<Comment>> read(RoomFacts room, int left, @Nullable Long before, List<Comment> read, long started) {
        int page = Math.min(left, PAGE);
        return history.before(new Tenant(room.key().tenant()), room.key().streamId(), before, page)
                .flatMap(stored -> {
                    stored.forEach(one -> read.add(one.comment()));
                    return stored.size() < page || left == page || isOver(started)
                            ? Uni.createFrom().item(read)
                            : read(room, left - page, stored.getLast().offset(), read, started);
                });
    }

    private static boolean isOver(long started) {
        return System.nanoTime() - started > PATIENCE.toNanos();
    }

    private static Report judge(Rules rules, List<Comment> newestFirst, long started) {
        var scores = new HashMap<UUID, SpamScore>();
        var counts = new EnumMap<RuleAction, Integer>(RuleAction.class);
        var samples = new ArrayList<Sample>();
        int checked = 0;
        for (var comment : newestFirst.reversed()) {
            if (isOver(started)) {
                break;
            }
            checked++;
            var found = judge(rules, comment, scores);
            var action = found == null ? RuleAction.ALLOW : found.action();
            int count = counts.merge(action, 1, Integer::sum);
            if (found != null && count <= SAMPLES_MAX) {
                samples.add(new Sample(
                        comment.id(),
                        comment.userId(),
                        comment.username(),
                        comment.message(),
                        comment.createdAt(),
                        action.wireName(),
                        found.reason()));
            }
        }
        var named = new HashMap<String, Integer>();
        for (var action : RuleAction.values()) {
            named.put(action.wireName(), counts.getOrDefault(action, 0));
        }
        return new Report(
                checked,
                named,
                samples,
                checked < newestFirst.size() || isOver(started),
                (System.nanoTime() - started) / 1_000_000);
    }

    private record Found(RuleAction action, String reason) {}

    private static @Nullable Found judge(Rules rules, Comment comment, Map<UUID, SpamScore> scores) {
        // Moderators' messages bear a badge, and rules are not for them.
        if (comment.details().contains("\"badges\"")) {
            return null;
        }
        var folded = FoldedText.of(comment.message());
        var objection = rules.text().judge(comment.message(), folded);
        var byText = objection == null
                ? null
                : new Found(objection.action(), objection.cause().name().toLowerCase(Locale.ROOT));
        if (rules.spam() == Policy.Reaction.OFF) {
            return byText;
        }
        var score = scores.computeIfAbsent(comment.userId(), user -> new SpamScore())
                .add(comment.message(), folded, comment.createdAt().toEpochMilli());
        if (score < rules.spamThreshold()) {
            return byText;
        }
        var bySpam = new Found(rules.spam() == Policy.Reaction.HOLD ? RuleAction.HOLD : RuleAction.BLOCK, "spam");
        return byText == null || bySpam.action().isStrongerThan(byText.action()) ? bySpam : byText;
    }
}
