package pro.livestream.chat.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A term of a channel and what becomes of texts that contain it. */
public record Term(UUID id, Kind kind, RuleAction action, String text) {

    /** At most so many terms may a channel have. */
    public static final int COUNT_MAX = 1000;
    /** At most so many of them may be regular expressions, since each is tried alone. */
    public static final int REGEX_COUNT_MAX = 50;

    /** And so many of those may be open ones, which have to be tried on every text. */
    public static final int OPEN_REGEX_COUNT_MAX = 10;

    public static final int LENGTH_MAX = 200;

    /** How it is looked for. */
    public enum Kind {
        /** Wherever it stands, also inside a word. */
        EXACT,
        /** Only as a word or words of its own. */
        WORD,
        /** As a regular expression of RE2. */
        REGEX;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> named(String wireName) {
            return Arrays.stream(values())
                    .filter(one -> one.wireName().equals(wireName))
                    .findFirst();
        }
    }
}
