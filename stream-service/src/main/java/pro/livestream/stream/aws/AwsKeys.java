package pro.livestream.stream.aws;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The configured keys of an AWS account. */
public final class AwsKeys {

    private AwsKeys() {}

    /** Empty where one is missing: then AWS' own chain looks for them (environment, profile, role of the machine). */
    public static Optional<AwsCredentialsProvider> of(Optional<String> accessKey, Optional<String> secretKey) {
        return accessKey.flatMap(access ->
                secretKey.map(secret -> StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret))));
    }
}
