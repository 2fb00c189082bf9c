package pro.livestream.archive;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

/** Real servers, waiting times that a test can await, and parts small enough for uploads in parts. */
public final class RealPartsProfile implements QuarkusTestProfile {

    static final String SPOOL = "target/spool";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("livestream.archive.work.spool", SPOOL),
                Map.entry("livestream.archive.work.lanes", "1"),
                Map.entry("livestream.archive.work.poll-every", "0.1S"),
                Map.entry("livestream.archive.work.lease", "3S"),
                Map.entry("livestream.archive.work.renew-every", "0.3S"),
                Map.entry("livestream.archive.work.retry-first", "0.2S"),
                Map.entry("livestream.archive.work.failures-max", "3"),
                Map.entry("livestream.s3.part-bytes", "5242880"),
                Map.entry("livestream.archive.attachment.unused-for", "8S"),
                Map.entry("livestream.archive.attachment.sweep-every", "0.5S"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(EmbeddedParts.class), new TestResourceEntry(TestIdentity.class));
    }
}
