package pro.livestream.stream.media.recording;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.aws.AwsKeys;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Puts recordings into the bucket and reads manifests back. */
@ApplicationScoped
public class RecordingStore {

    private static final long PART_BYTES = 64 * 1024 * 1024;

    private final S3Config config;
    private final S3AsyncClient client;
    private final String bucket;
    private @Nullable S3AsyncClient parted;

    public RecordingStore(S3Config config) {
        this.config = config;
        this.client = builder(config).build();
        this.bucket = config.bucket();
    }

    /** Made when it is first needed: only what media servers outside record is that large. */
    private synchronized S3AsyncClient parted() {
        var through = parted;
        if (through == null) {
            through = builder(config)
                    .multipartEnabled(true)
                    .multipartConfiguration(
                            parts -> parts.thresholdInBytes(config.partedFrom()).minimumPartSizeInBytes(PART_BYTES))
                    .build();
            parted = through;
        }
        return through;
    }

    private static S3AsyncClientBuilder builder(S3Config config) {
        var builder = S3AsyncClient.builder()
                .region(Region.of(config.region()))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        config.endpoint().map(URI::normalize).ifPresent(builder::endpointOverride);
        AwsKeys.of(config.accessKey(), config.secretKey()).ifPresent(builder::credentialsProvider);
        return builder;
    }

    String bucket() {
        return bucket;
    }

    /** One that is larger than S3 takes at once goes in parts, each with its own checksum. */
    Uni<Void> putFile(String key, Path file, long bytes, String sha256Base64) {
        boolean inParts = bytes > config.partedFrom();
        return put(
                inParts ? parted() : client,
                key,
                AsyncRequestBody.fromFile(file),
                "application/octet-stream",
                inParts ? null : sha256Base64);
    }

    Uni<Void> putJson(String key, byte[] json) {
        return put(client, key, AsyncRequestBody.fromBytes(json), "application/json", null);
    }

    private Uni<Void> put(
            S3AsyncClient through, String key, AsyncRequestBody body, String contentType, @Nullable String sha256) {
        var once = Uni.createFrom()
                .completionStage(() -> through.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .contentType(contentType)
                                .checksumSHA256(sha256),
                        body))
                .replaceWithVoid();
        return once.onFailure(NoSuchBucketException.class)
                .recoverWithUni(() -> makeBucket().chain(() -> once));
    }

    private Uni<Void> makeBucket() {
        return Uni.createFrom()
                .completionStage(() -> client.createBucket(request -> request.bucket(bucket)))
                .replaceWithVoid()
                .onFailure(BucketAlreadyOwnedByYouException.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    Uni<Optional<byte[]>> get(String key) {
        return Uni.createFrom()
                .completionStage(() -> client.getObject(
                        request -> request.bucket(bucket).key(key), AsyncResponseTransformer.toBytes()))
                .map(bytes -> Optional.of(bytes.asByteArray()))
                .onFailure(e -> e instanceof NoSuchKeyException || e instanceof NoSuchBucketException)
                .recoverWithItem(Optional.empty());
    }

    @PreDestroy
    synchronized void close() {
        client.close();
        var through = parted;
        if (through != null) {
            through.close();
        }
    }
}
