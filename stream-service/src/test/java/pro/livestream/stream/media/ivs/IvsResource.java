package pro.livestream.stream.media.ivs;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The service under test with an account at AWS IVS that is played on a port of its own. */
public final class IvsResource implements QuarkusTestResourceLifecycleManager {

    private final Ivs ivs = new Ivs();

    @Override
    public Map<String, String> start() {
        ivs.open();
        return Map.of(
                "livestream.media.provider", "aws-ivs",
                "livestream.media.aws-ivs.endpoint", ivs.url(),
                "livestream.media.aws-ivs.attempts-max", "2",
                "livestream.media.aws-ivs.calls-per-second", "100",
                "livestream.media.aws-ivs.region", "eu-west-1",
                "livestream.media.aws-ivs.access-key", "AK",
                "livestream.media.aws-ivs.secret-key", "SK");
    }

    @Override
    public void stop() {
        ivs.close();
    }
}
