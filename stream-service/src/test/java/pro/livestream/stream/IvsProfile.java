package pro.livestream.stream;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pro.livestream.stream.media.ivs.IvsResource;

/** Streams and stages at AWS IVS: stages of two viewers, three at most, and seats and recordings that are soon looked after. */
public final class IvsProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        var settings = new HashMap<>(new RealPartsProfile().getConfigOverrides());
        settings.putAll(Map.of(
                "livestream.seats.participants-max", "4",
                "livestream.seats.reservation", "5S",
                "livestream.seats.kept-for", "5S",
                "livestream.seats.counts-for", "3S",
                "livestream.seats.sweep-every", "1s",
                "livestream.seats.put-off-after", "2S"));
        settings.putAll(Map.of(
                "livestream.stages.max", "3",
                "livestream.stages.hosts-every", "1s",
                "livestream.stages.hosts-settled", "1S",
                "livestream.scaling.create-at", "3"));
        settings.putAll(Map.of(
                "livestream.media.look-every", "1s",
                "livestream.media.aws-ivs.composition-check-every", "1S",
                "livestream.stream.recordings-every", "1s",
                // every piece goes the way of large files
                "livestream.s3.parted-from", "1000"));
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        var resources = new ArrayList<>(new RealPartsProfile().testResources());
        resources.add(new TestResourceEntry(IvsResource.class));
        return resources;
    }
}
