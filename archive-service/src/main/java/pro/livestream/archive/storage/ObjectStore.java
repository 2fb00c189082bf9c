package pro.livestream.archive.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects by key: written with checksums, read as streams, removed by prefix. */
@ApplicationScoped
public class ObjectStore {

    private static final int REMOVALS_AT_ONCE = 8;
    private static final int REMOVAL_ROUNDS_MAX = 3;

    private final S3AsyncClient client;
    private final String bucket;
    private final long partBytes;

    ObjectStore(S3Config config) {
        var builder = S3AsyncClient.builder()
                .region(Region.of(config.region()))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(config.connectionsMax())
                        .connectionTimeout(Duration.ofSeconds(3))
                        .connectionAcquisitionTimeout(Duration.ofSeconds(10))
                        .readTimeout(Duration.ofSeconds(60)));
        config.endpoint().map(URI::normalize).ifPresent(builder::endpointOverride);
        if (config.accessKey().isPresent() && config.secretKey().isPresent()) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    config.accessKey().get(), config.secretKey().get())));
        }
        this.client = builder.build();
        this.bucket = config.bucket();
        this.partBytes = config.partBytes();
    }

    /** Where archives are stored; recordings may be elsewhere. */
    public String bucket() {
        return bucket;
    }

    /** A small object, whole; fails with {@link NoSuchObjectException}. */
    public Uni<byte[]> read(String inBucket, String key) {
        return Uni.createFrom()
                .completionStage(() -> client.getObject(
                        request -> request.bucket(inBucket).key(key), AsyncResponseTransformer.toBytes()))
                .map(bytes -> bytes.asByteArray())
                .onFailure()
                .transform(failure -> translated(failure, key));
    }

    /** To a file that must not exist yet; fails with {@link NoSuchObjectException}. */
    public Uni<Void> download(String inBucket, String key, Path file) {
        return Uni.createFrom()
                .completionStage(() -> client.getObject(
                        request -> request.bucket(inBucket).key(key), AsyncResponseTransformer.toFile(file)))
                .replaceWithVoid()
                .onFailure()
                .transform(failure -> translated(failure, key));
    }

    /** Size and tag of an archive's object, without its bytes. */
    public Uni<ObjectHead> look(String key) {
        return Uni.createFrom()
                .completionStage(() ->
                        client.headObject(request -> request.bucket(bucket).key(key)))
                .map(head -> new ObjectHead(head.contentLength(), head.eTag()))
                .onFailure()
                .transform(failure -> translated(failure, key));
    }

    /** An archive's object or, where {@code range} is given as HTTP writes it, a stretch of it. */
    public Uni<OpenObject> open(String key, @Nullable String range) {
        return Uni.createFrom()
                .completionStage(() -> client.getObject(
                        request -> request.bucket(bucket).key(key).range(range),
                        AsyncResponseTransformer.toPublisher()))
                .map(opened -> new OpenObject(
                        opened.response().contentLength(),
                        Optional.ofNullable(opened.response().contentRange()),
                        opened.response().eTag(),
                        opened))
                .onFailure()
                .transform(failure -> translated(failure, key));
    }

    public Uni<Void> upload(String key, Path file, String contentType) {
        return DigestBlockingAdapter.digest(file, 0, partBytes + 1)
                .chain(start -> start.bytes() > partBytes
                        ? new PartedUpload(
                                        client, bucket, key, file, file.toFile().length(), partBytes)
                                .run(contentType)
                        : Uni.createFrom()
                                .completionStage(() -> client.putObject(
                                        request -> request.bucket(bucket)
                                                .key(key)
                                                .contentType(contentType)
                                                .checksumSHA256(start.base64()),
                                        AsyncRequestBody.fromFile(file)))
                                .replaceWithVoid());
    }

    public Uni<List<StoredObject>> list(String inBucket, String prefix) {
        return Multi.createFrom()
                .publisher(org.reactivestreams.FlowAdapters.toFlowPublisher(client.listObjectsV2Paginator(
                                request -> request.bucket(inBucket).prefix(prefix))
                        .contents()))
                .map(object -> new StoredObject(object.key(), object.size()))
                .collect()
                .asList()
                .onFailure(NoSuchBucketException.class)
                .recoverWithItem(List.of());
    }

    /** Done when nothing is left under the prefix, uploads that never ended included; what comes meanwhile goes, too. */
    public Uni<Void> removeAll(String inBucket, String prefix) {
        return abortUploads(inBucket, prefix).chain(() -> removeListed(inBucket, prefix, REMOVAL_ROUNDS_MAX));
    }

    private Uni<Void> removeListed(String inBucket, String prefix, int rounds) {
        return list(inBucket, prefix).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            if (rounds == 0) {
                return Uni.createFrom().failure(new IllegalStateException(found.size() + " objects are still there"));
            }
            return remove(inBucket, found).chain(() -> removeListed(inBucket, prefix, rounds - 1));
        });
    }

    private Uni<Void> remove(String inBucket, List<StoredObject> objects) {
        return Multi.createFrom()
                .iterable(objects)
                .onItem()
                .transformToUni(object -> Uni.createFrom()
                        .completionStage(() -> client.deleteObject(
                                request -> request.bucket(inBucket).key(object.key()))))
                .merge(REMOVALS_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> abortUploads(String inBucket, String prefix) {
        return Uni.createFrom()
                .completionStage(() -> client.listMultipartUploads(
                        request -> request.bucket(inBucket).prefix(prefix)))
                .onItem()
                .transformToMulti(listed -> Multi.createFrom().iterable(listed.uploads()))
                .filter(upload -> upload.key().startsWith(prefix))
                .onItem()
                .transformToUniAndConcatenate(upload -> abort(inBucket, upload))
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure(NoSuchBucketException.class)
                .recoverWithNull();
    }

    private Uni<Void> abort(String inBucket, MultipartUpload upload) {
        return Uni.createFrom()
                .completionStage(() -> client.abortMultipartUpload(
                        request -> request.bucket(inBucket).key(upload.key()).uploadId(upload.uploadId())))
                .replaceWithVoid()
                .onFailure(NoSuchUploadException.class)
                .recoverWithNull();
    }

    private static Throwable translated(Throwable failure, String key) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> translated(wrapped.getCause(), key);
            case NoSuchKeyException gone -> new NoSuchObjectException(key);
            case NoSuchBucketException gone -> new NoSuchObjectException(key);
            case S3Exception s3 when s3.statusCode() == 404 -> new NoSuchObjectException(key);
            case S3Exception s3 when s3.statusCode() == 416 -> new RangeRefusedException();
            default -> failure;
        };
    }

    /** For health: whether the store answers for its bucket. */
    public Uni<Void> ping() {
        return Uni.createFrom()
                .completionStage(() ->
                        client.listObjectsV2(request -> request.bucket(bucket).maxKeys(1)))
                .replaceWithVoid()
                .onFailure(NoSuchBucketException.class)
                .recoverWithNull();
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
