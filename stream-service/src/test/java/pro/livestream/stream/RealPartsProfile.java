package pro.livestream.stream;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

/** Real servers, any free RTMP port, and waiting times that a test can await. */
public final class RealPartsProfile implements QuarkusTestProfile {

    static final String HOOK_TOKEN = "a-path-that-nobody-guesses";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("livestream.media.embedded.rtmp-port", "0"),
                Map.entry("livestream.media.embedded.spool", "target/spool"),
                Map.entry("livestream.media.embedded.takeover-after", "2S"),
                Map.entry("livestream.media.embedded.playback-every", "1S"),
                Map.entry("livestream.media.embedded.lean-after", "2S"),
                Map.entry("livestream.media.embedded.lean-for", "2S"),
                Map.entry("livestream.media.hook-token", HOOK_TOKEN),
                Map.entry("livestream.stream.media-grace", "15S"),
                Map.entry("livestream.stream.media-wait", "40S"),
                Map.entry("livestream.stream.sweep-every", "1s"),
                Map.entry("livestream.schedule.per-user-max", "5"),
                Map.entry("livestream.schedule.roll-every", "1s"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(EmbeddedParts.class), new TestResourceEntry(TestIdentity.class));
    }
}
