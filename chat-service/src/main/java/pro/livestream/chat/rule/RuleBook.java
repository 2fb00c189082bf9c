package pro.livestream.chat.rule;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of channels whose rooms this node knows; terms are compiled once per version, off the event loops. */
@Singleton
public class RuleBook {

    private static final int COMPILED_MAX = 2_000;
    private static final long NEVER = -1;

    private final Map<Channel, Compiled> compiled = new ConcurrentHashMap<>();

    private record Channel(String tenant, UUID id) {}

    private record Compiled(long version, TermMatcher terms) {}

    /** What was read, and the terms that are compiled already. */
    public record Draft(String tenant, UUID channelId, RuleStore.Loaded loaded, TermMatcher known) {}

    /** Reads what this node lacks. */
    public Uni<Draft> load(SqlConnection tx, String tenant, UUID channelId) {
        var known = compiled.get(new Channel(tenant, channelId));
        var terms = known == null ? TermMatcher.NONE : known.terms();
        return RuleStore.load(tx, channelId, known == null ? NEVER : known.version())
                .map(loaded -> new Draft(tenant, channelId, loaded, terms));
    }

    /** Outside the transaction, which must not wait for a compiler. */
    public Uni<ChannelRules> compile(Draft draft) {
        var loaded = draft.loaded();
        var terms = loaded.terms();
        if (terms == null || terms.isEmpty()) {
            return Uni.createFrom().item(rules(loaded, keep(draft, terms == null ? draft.known() : TermMatcher.NONE)));
        }
        var context = Vertx.currentContext();
        var compiling = Uni.createFrom()
                .item(() -> new TermMatcher(terms))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .map(matcher -> rules(loaded, keep(draft, matcher)));
        return context == null ? compiling : compiling.emitOn(task -> context.runOnContext(now -> task.run()));
    }

    private TermMatcher keep(Draft draft, TermMatcher matcher) {
        if (compiled.size() > COMPILED_MAX) {
            compiled.clear();
        }
        return compiled.merge(
                        new Channel(draft.tenant(), draft.channelId()),
                        new Compiled(draft.loaded().termsVersion(), matcher),
                        (old, fresh) -> old.version() >= fresh.version() ? old : fresh)
                .terms();
    }

    private static ChannelRules rules(RuleStore.Loaded loaded, TermMatcher terms) {
        return new ChannelRules(
                loaded.version(), loaded.policy(), terms, loaded.salt(), loaded.marks(), loaded.secret());
    }
}
