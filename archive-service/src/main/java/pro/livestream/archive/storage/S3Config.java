package pro.livestream.archive.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The S3 store that recordings come from and archives go to. */
@ConfigMapping(prefix = "livestream.s3")
public interface S3Config {

    /** Endpoint of an S3-compatible store; AWS itself when it is not set. */
    @WithDefault("${S3_ENDPOINT:}")
    Optional<URI> endpoint();

    /** Bucket of the archives. */
    @WithDefault("${S3_BUCKET:livestream}")
    String bucket();

    /** Region that requests are signed for. */
    @WithDefault("${S3_REGION:${AWS_REGION:us-east-1}}")
    String region();

    /** Access key; the SDK's default chain when it is not set. */
    @WithDefault("${S3_ACCESS_KEY:${AWS_ACCESS_KEY_ID:}}")
    Optional<String> accessKey();

    /** Secret of the access key. */
    @WithDefault("${S3_SECRET_KEY:${AWS_SECRET_ACCESS_KEY:}}")
    Optional<String> secretKey();

    /** Files above this size are uploaded in parts of it; at least 5 MiB, as S3 demands. */
    @WithDefault("16777216")
    long partBytes();

    /** Requests to the store at once; each viewer's transfer is one. */
    @WithDefault("256")
    int connectionsMax();
}
