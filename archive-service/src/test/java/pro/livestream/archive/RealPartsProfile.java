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
        return Map.of(
                "livestream.archive.work.spool", SPOOL,
                "livestream.archive.work.lanes", "1",
                "livestream.archive.work.poll-every", "0.1S",
                "livestream.archive.work.lease", "3S",
                "livestream.archive.work.renew-every", "0.3S",
                "livestream.archive.work.retry-first", "0.2S",
                "livestream.archive.work.failures-max", "3",
                "livestream.s3.part-bytes", "5242880");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(EmbeddedParts.class), new TestResourceEntry(TestIdentity.class));
    }
}
