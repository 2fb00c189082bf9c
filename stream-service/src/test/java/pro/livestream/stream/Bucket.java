package pro.livestream.stream;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import pro.livestream.local.testing.EmbeddedParts;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** What stands in the bucket. */
public final class Bucket {

    private Bucket() {}

    private static <T> T with(Function<S3AsyncClient, T> use) {
        Map<String, String> settings = EmbeddedParts.settings();
        var credentials = AwsBasicCredentials.create(
                String.valueOf(settings.get("S3_ACCESS_KEY")), String.valueOf(settings.get("S3_SECRET_KEY")));
        try (var client = S3AsyncClient.builder()
                .endpointOverride(URI.create(String.valueOf(settings.get("S3_ENDPOINT"))))
                .region(Region.of(settings.getOrDefault("S3_REGION", "us-east-1")))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            return use.apply(client);
        }
    }

    private static String bucket() {
        return EmbeddedParts.settings().getOrDefault("S3_BUCKET", "livestream");
    }

    public static byte[] bytes(String key) {
        return with(client -> client.getObject(
                        request -> request.bucket(bucket()).key(key), AsyncResponseTransformer.toBytes())
                .join()
                .asByteArray());
    }

    /** Objects as files, in that order. */
    public static List<Path> files(List<String> keys, Path folder, String suffix) {
        return IntStream.range(0, keys.size())
                .mapToObj(number -> {
                    try {
                        return Files.write(folder.resolve(number + suffix), bytes(keys.get(number)));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    public static boolean exists(String key) {
        return with(client -> client.listObjectsV2(
                        request -> request.bucket(bucket()).prefix(key))
                .join()
                .hasContents());
    }

    public static void put(String key, String text) {
        with(client -> {
            client.createBucket(request -> request.bucket(bucket()))
                    .exceptionally(e -> null)
                    .join();
            return client.putObject(
                            request -> request.bucket(bucket()).key(key).contentType("application/json"),
                            AsyncRequestBody.fromString(text))
                    .join();
        });
    }

    public static void put(String bucket, String key, byte[] bytes) {
        with(client -> {
            client.createBucket(request -> request.bucket(bucket))
                    .exceptionally(e -> null)
                    .join();
            return client.putObject(request -> request.bucket(bucket).key(key), AsyncRequestBody.fromBytes(bytes))
                    .join();
        });
    }

    public static JsonPath json(String key) {
        return JsonPath.from(new String(bytes(key), StandardCharsets.UTF_8));
    }

    public static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(key)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
