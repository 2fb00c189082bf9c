package pro.livestream.chat.rule;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a room that look at nothing but the text. */
public record TextRules(TermMatcher terms, RuleAction links, Set<String> linkHosts, boolean emoteOnly) {

    /** Why a rule objects, and what is to be done; {@code term} where it was one. */
    public record Objection(
            Cause cause, RuleAction action, @Nullable Term term) {}

    /** What was found in a text. */
    public enum Cause {
        EMOTE_ONLY,
        LINK,
        TERM
    }

    /** Whether they allow everything. */
    public boolean isEmpty() {
        return terms.isEmpty() && links == RuleAction.ALLOW && !emoteOnly;
    }

    /** The strongest objection, or null. */
    public @Nullable Objection judge(String text, FoldedText folded) {
        if (emoteOnly && !EmotePolicy.isOnlyEmotes(text)) {
            return new Objection(Cause.EMOTE_ONLY, RuleAction.BLOCK, null);
        }
        var term = terms.find(folded);
        var byTerm = term == null ? null : new Objection(Cause.TERM, term.action(), term);
        if (byTerm != null && byTerm.action() == RuleAction.BLOCK) {
            return byTerm;
        }
        if (links != RuleAction.ALLOW && LinkPolicy.hasForeignLink(folded.plain(), linkHosts)) {
            var byLink = new Objection(Cause.LINK, links, null);
            return byTerm == null || byLink.action().isStrongerThan(byTerm.action()) ? byLink : byTerm;
        }
        return byTerm;
    }
}
