package pro.livestream.chat.moderation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.rule.RuleAction;
import pro.livestream.chat.rule.Term;
import pro.livestream.chat.rule.TermMatcher;

/** A term as moderators send it, whole or a change of one. */
record TermPatch(Term.Kind kind, RuleAction action, String text) {

    private static final String KINDS = "exact, word, regex";
    private static final String ACTIONS = "allow, hold, block";

    /** A whole one: {@code kind} is a word and {@code action} blocks where they are not given. */
    static TermPatch read(Fields fields) {
        return read(fields, Term.Kind.WORD, RuleAction.BLOCK, null);
    }

    static TermPatch change(Fields fields, TermView base) {
        return read(
                fields,
                Term.Kind.named(base.kind()).orElseThrow(),
                RuleAction.named(base.action()).orElseThrow(),
                base.term());
    }

    private static TermPatch read(Fields fields, Term.Kind kind, RuleAction action, @Nullable String text) {
        var newKind = fields.choice("kind", Term.Kind::named, KINDS, kind);
        var newAction = fields.choice("action", RuleAction::named, ACTIONS, action);
        boolean given = fields.has("term");
        var newText = given ? fields.text("term") : text;
        fields.noOthers();
        if (!given && newText == null) {
            fields.wrong("term", "is needed");
        }
        var stripped = newText == null ? "" : newKind == Term.Kind.REGEX ? newText : newText.strip();
        var problem = newText == null ? null : TermMatcher.problem(newKind, stripped);
        if (problem != null) {
            fields.wrong("term", problem);
        }
        return new TermPatch(newKind, newAction, stripped);
    }

    Term term(UUID id) {
        return new Term(id, kind, action, text);
    }
}
