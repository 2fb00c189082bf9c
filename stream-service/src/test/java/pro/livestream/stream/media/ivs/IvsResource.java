package pro.livestream.stream.media.ivs;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import pro.livestream.local.testing.EmbeddedParts;

/** The service under test with an account at AWS IVS that is played on a port of its own. */
public final class IvsResource implements QuarkusTestResourceLifecycleManager {

    /** Of the storage configuration. */
    public static final String BUCKET = "ivs-recordings";

    private final Ivs ivs = new Ivs();

    /** Its bucket is at the store of the other parts, and so are its keys. */
    @Override
    public Map<String, String> start() {
        var store = EmbeddedParts.settings();
        String accessKey = String.valueOf(store.get("S3_ACCESS_KEY"));
        ivs.knows(accessKey);
        ivs.open();
        return Map.ofEntries(
                Map.entry(
                        "livestream.media.aws-ivs.storage-configuration-arn",
                        "arn:aws:ivs:eu-west-1:123456789012:storage-configuration/Sto1"),
                Map.entry(
                        "livestream.media.aws-ivs.encoder-configuration-arn",
                        "arn:aws:ivs:eu-west-1:123456789012:encoder-configuration/Enc1"),
                Map.entry("livestream.media.provider", "aws-ivs"),
                Map.entry("livestream.media.aws-ivs.endpoint", ivs.url()),
                Map.entry("livestream.media.aws-ivs.attempts-max", "2"),
                Map.entry("livestream.media.aws-ivs.calls-per-second", "100"),
                Map.entry("livestream.media.aws-ivs.region", "eu-west-1"),
                Map.entry("livestream.media.aws-ivs.s3-endpoint", String.valueOf(store.get("S3_ENDPOINT"))),
                Map.entry("livestream.media.aws-ivs.access-key", accessKey),
                Map.entry("livestream.media.aws-ivs.secret-key", String.valueOf(store.get("S3_SECRET_KEY"))));
    }

    @Override
    public void stop() {
        ivs.close();
    }
}
