package pro.livestream.stream.media.ivs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** An account of AWS IVS Real-Time. */
@ConfigMapping(prefix = "livestream.media.aws-ivs")
public interface IvsConfig {

    /** Region of the stages. */
    @WithDefault("${AWS_REGION:us-east-1}")
    String region();

    /** Another endpoint than the region's, as tests have it. */
    @WithDefault("${AWS_IVS_ENDPOINT:}")
    Optional<URI> endpoint();

    /** Access key; the SDK's usual sources when it is not set. */
    @WithDefault("${AWS_IVS_ACCESS_KEY:}")
    Optional<String> accessKey();

    /** Secret of the access key. */
    @WithDefault("${AWS_IVS_SECRET_KEY:}")
    Optional<String> secretKey();

    /** Calls a second of this process, of the account's 5 for stages. */
    @WithDefault("${AWS_IVS_CALLS_PER_SECOND:5}")
    int callsPerSecond();

    /** Participant tokens a second of this process, of the account's 50, where they are not signed here. */
    @WithDefault("${AWS_IVS_TOKENS_PER_SECOND:50}")
    int tokensPerSecond();

    /** Attempts at one call, with growing pauses, where it fails for no fault of ours. */
    @WithDefault("4")
    int attemptsMax();

    /** How long a call may wait for its turn. */
    @WithDefault("10S")
    Duration turnWaitMax();

    /** How long a broadcaster's token is valid. */
    @WithDefault("4H")
    Duration publisherTokenTtl();

    /** How long a viewer's token is valid. */
    @WithDefault("1H")
    Duration viewerTokenTtl();

    /** ARN of the public key that was imported there; with it tokens are signed here. */
    @WithDefault("${AWS_IVS_PUBLIC_KEY_ARN:}")
    Optional<String> publicKeyArn();

    /** Its private half: ECDSA P-384, PKCS#8 as PEM. */
    @WithDefault("${AWS_IVS_PRIVATE_KEY:}")
    Optional<String> privateKey();

    /** Storage configuration that streams are recorded to; without it none is. */
    @WithDefault("${AWS_IVS_STORAGE_CONFIGURATION_ARN:}")
    Optional<String> storageConfigurationArn();

    /** Encoder configuration of the compositions that recordings are; without it none is made. */
    @WithDefault("${AWS_IVS_ENCODER_CONFIGURATION_ARN:}")
    Optional<String> encoderConfigurationArn();

    /** Endpoint of the store that has the bucket of the storage configuration; AWS itself when it is not set. */
    @WithDefault("${AWS_IVS_S3_ENDPOINT:}")
    Optional<URI> s3Endpoint();

    /** How often it is looked whether the composition of a stream goes on. */
    @WithDefault("20S")
    Duration compositionCheckEvery();
}
