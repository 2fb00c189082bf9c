package pro.livestream.chat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service whose reviewers may be on this machine, and whose jobs do not keep tests waiting. */
public class ModerationProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "livestream.chat.review.allow-private", "true",
                "livestream.chat.review.failures-max", "3",
                "livestream.chat.review.pause", "1s",
                "livestream.chat.hold.expire-every", "1s",
                "livestream.chat.hold.publish-patience", "1s",
                "livestream.chat.hold.pending-max", "12");
    }
}
