package pro.livestream.stream.media.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The S3 store that recordings go to. */
@ConfigMapping(prefix = "livestream.s3")
public interface S3Config {

    /** Endpoint of an S3-compatible store; AWS itself when it is not set. */
    @WithDefault("${S3_ENDPOINT:}")
    Optional<URI> endpoint();

    /** Bucket, made at the first upload when it is absent. */
    @WithDefault("${S3_BUCKET:livestream}")
    String bucket();

    /** Bytes from which a file is uploaded in parts; S3 takes no more than 5 GiB at once. */
    @WithDefault("1073741824")
    long partedFrom();

    /** Region that requests are signed for. */
    @WithDefault("${S3_REGION:${AWS_REGION:us-east-1}}")
    String region();

    /** Access key; the SDK's default chain when it is not set. */
    @WithDefault("${S3_ACCESS_KEY:${AWS_ACCESS_KEY_ID:}}")
    Optional<String> accessKey();

    /** Secret of the access key. */
    @WithDefault("${S3_SECRET_KEY:${AWS_SECRET_ACCESS_KEY:}}")
    Optional<String> secretKey();
}
