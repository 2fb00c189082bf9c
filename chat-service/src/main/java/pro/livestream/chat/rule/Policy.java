package pro.livestream.chat.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;

/** What a channel decided for all its rooms beside terms; each part is off by default. */
public record Policy(
        Reaction spam,
        int spamThreshold,
        Reaction evasion,
        int evasionWindowS,
        @Nullable Review review) {

    public static final int SPAM_THRESHOLD_DEFAULT = 60;
    public static final int EVASION_WINDOW_S_DEFAULT = 86_400;
    public static final int EVASION_WINDOW_S_MAX = 2_592_000;
    public static final Policy DEFAULT =
            new Policy(Reaction.OFF, SPAM_THRESHOLD_DEFAULT, Reaction.OFF, EVASION_WINDOW_S_DEFAULT, null);

    /** What becomes of a suspicious message. */
    public enum Reaction {
        OFF,
        HOLD,
        BLOCK;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Reaction> named(String wireName) {
            return Arrays.stream(values())
                    .filter(one -> one.wireName().equals(wireName))
                    .findFirst();
        }
    }

    /** Somebody outside who is asked about each message; its secret stands apart. */
    public record Review(String url, OnFailure onFailure) {}

    /** What happens when the one outside does not answer well and in time. */
    public enum OnFailure {
        FAIL_OPEN,
        FAIL_CLOSED,
        HOLD;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<OnFailure> named(String wireName) {
            return Arrays.stream(values())
                    .filter(one -> one.wireName().equals(wireName))
                    .findFirst();
        }
    }

    public Duration evasionWindow() {
        return Duration.ofSeconds(evasionWindowS);
    }

    public Policy withReview(@Nullable Review changed) {
        return new Policy(spam, spamThreshold, evasion, evasionWindowS, changed);
    }

    /** Reads what {@link #toJson} wrote. */
    public static Policy of(ObjectNode json) {
        var review = json.path("review");
        return new Policy(
                Reaction.named(json.path("spam").asText()).orElse(Reaction.OFF),
                json.path("spam_threshold").asInt(SPAM_THRESHOLD_DEFAULT),
                Reaction.named(json.path("evasion").asText()).orElse(Reaction.OFF),
                json.path("evasion_window_s").asInt(EVASION_WINDOW_S_DEFAULT),
                review.isObject()
                        ? new Review(
                                review.path("url").asText(),
                                OnFailure.named(review.path("on_failure").asText())
                                        .orElse(OnFailure.FAIL_OPEN))
                        : null);
    }

    public ObjectNode toJson() {
        var json = FrameJson.object()
                .put("spam", spam.wireName())
                .put("spam_threshold", spamThreshold)
                .put("evasion", evasion.wireName())
                .put("evasion_window_s", evasionWindowS);
        if (review == null) {
            json.putNull("review");
        } else {
            json.putObject("review")
                    .put("url", review.url())
                    .put("on_failure", review.onFailure().wireName());
        }
        return json;
    }
}
