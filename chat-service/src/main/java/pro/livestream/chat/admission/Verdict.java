package pro.livestream.chat.admission;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.ChatError;

/** What becomes of a message. */
public sealed interface Verdict {

    /** It may be said; {@code attachments} is the JSON array of its files, null without. */
    record Admitted(@Nullable String attachments) implements Verdict {}

    /** It may not; {@code retryAfter} where waiting helps. */
    record Refused(ChatError error, @Nullable Duration retryAfter) implements Verdict {}

    /** A moderator decides. */
    record Held(List<Reason> reasons) implements Verdict {
        public Held {
            reasons = List.copyOf(reasons);
        }
    }

    /** Why a message is held. */
    enum Reason {
        TERM(ChatError.BLOCKED_TERM),
        LINK(ChatError.LINKS_NOT_ALLOWED),
        SPAM(ChatError.SPAM),
        EVASION(ChatError.BANNED),
        REVIEW(ChatError.BLOCKED_BY_REVIEW);

        private final ChatError error;

        Reason(ChatError error) {
            this.error = error;
        }

        /** How it is refused where it can't be held. */
        public ChatError error() {
            return error;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Verdict ADMITTED = new Admitted(null);
}
