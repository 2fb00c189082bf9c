package pro.livestream.archive;

import java.net.URI;
import java.util.List;
import java.util.Map;
import pro.livestream.local.testing.EmbeddedParts;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What stands in the bucket. */
final class Bucket {

    private static final Map<String, String> SETTINGS = EmbeddedParts.settings();
    static final String NAME = SETTINGS.getOrDefault("S3_BUCKET", "livestream");

    private static final S3AsyncClient CLIENT = S3AsyncClient.builder()
            .endpointOverride(URI.create(String.valueOf(SETTINGS.get("S3_ENDPOINT"))))
            .region(Region.of(SETTINGS.getOrDefault("S3_REGION", "us-east-1")))
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    String.valueOf(SETTINGS.get("S3_ACCESS_KEY")), String.valueOf(SETTINGS.get("S3_SECRET_KEY")))))
            .build();

    private Bucket() {}

    static void put(String key, byte[] bytes) {
        CLIENT.putObject(request -> request.bucket(NAME).key(key), AsyncRequestBody.fromBytes(bytes))
                .join();
    }

    static void remove(String key) {
        CLIENT.deleteObject(request -> request.bucket(NAME).key(key)).join();
    }

    static List<String> keys(String prefix) {
        return CLIENT.listObjectsV2(request -> request.bucket(NAME).prefix(prefix)).join().contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Begins an upload and leaves it, as a node that dies does. */
    static void abandonUpload(String key) {
        CLIENT.createMultipartUpload(request -> request.bucket(NAME).key(key)).join();
    }

    static List<String> abandonedUploads(String prefix) {
        return CLIENT.listMultipartUploads(request -> request.bucket(NAME).prefix(prefix)).join().uploads().stream()
                .map(MultipartUpload::key)
                .filter(key -> key.startsWith(prefix))
                .toList();
    }
}
