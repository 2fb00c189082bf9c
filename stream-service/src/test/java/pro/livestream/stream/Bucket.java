package pro.livestream.stream;

import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import pro.livestream.local.testing.EmbeddedParts;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** What stands in the bucket. */
final class Bucket {

    private Bucket() {}

    static byte[] bytes(String key) {
        Map<String, String> settings = EmbeddedParts.settings();
        var credentials = AwsBasicCredentials.create(
                String.valueOf(settings.get("S3_ACCESS_KEY")), String.valueOf(settings.get("S3_SECRET_KEY")));
        try (var client = S3AsyncClient.builder()
                .endpointOverride(URI.create(String.valueOf(settings.get("S3_ENDPOINT"))))
                .region(Region.of(settings.getOrDefault("S3_REGION", "us-east-1")))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            return client.getObject(
                            request -> request.bucket(settings.getOrDefault("S3_BUCKET", "livestream"))
                                    .key(key),
                            AsyncResponseTransformer.toBytes())
                    .join()
                    .asByteArray();
        }
    }

    static JsonPath json(String key) {
        return JsonPath.from(new String(bytes(key), StandardCharsets.UTF_8));
    }

    static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(key)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
