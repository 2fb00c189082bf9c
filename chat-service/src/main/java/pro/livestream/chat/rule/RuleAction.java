package pro.livestream.chat.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule does with a text that it matches, mildest first. */
public enum RuleAction {
    ALLOW,
    HOLD,
    BLOCK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RuleAction> named(String wireName) {
        return Arrays.stream(values())
                .filter(one -> one.wireName().equals(wireName))
                .findFirst();
    }

    public boolean isStrongerThan(RuleAction other) {
        return compareTo(other) > 0;
    }
}
