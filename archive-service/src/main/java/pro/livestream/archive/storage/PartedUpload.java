package pro.livestream.archive.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** One large file on its way in parts, each with its checksum; nothing of it stays when it fails. */
final class PartedUpload {

    private static final int PARTS_AT_ONCE = 3;

    private final S3AsyncClient client;
    private final String bucket;
    private final String key;
    private final Path file;
    private final long bytes;
    private final long partBytes;

    PartedUpload(S3AsyncClient client, String bucket, String key, Path file, long bytes, long partBytes) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.file = file;
        this.bytes = bytes;
        this.partBytes = partBytes;
    }

    Uni<Void> run(String contentType) {
        return Uni.createFrom()
                .completionStage(() -> client.createMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .contentType(contentType)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)))
                .chain(created -> parts(created.uploadId())
                        .chain(parts -> complete(created.uploadId(), parts))
                        .onFailure()
                        .call(() -> abort(created.uploadId()))
                        .onCancellation()
                        .call(() -> abort(created.uploadId())));
    }

    private Uni<List<CompletedPart>> parts(String uploadId) {
        int count = Math.toIntExact((bytes + partBytes - 1) / partBytes);
        return Multi.createFrom()
                .range(1, count + 1)
                .onItem()
                .transformToUni(number -> part(uploadId, number))
                .merge(PARTS_AT_ONCE)
                .collect()
                .asList()
                .map(parts -> parts.stream()
                        .sorted(java.util.Comparator.comparingInt(CompletedPart::partNumber))
                        .toList());
    }

    private Uni<CompletedPart> part(String uploadId, int number) {
        long from = (number - 1) * partBytes;
        long size = Math.min(partBytes, bytes - from);
        return DigestBlockingAdapter.digest(file, from, size)
                .chain(digest -> Uni.createFrom()
                        .completionStage(() -> client.uploadPart(
                                request -> request.bucket(bucket)
                                        .key(key)
                                        .uploadId(uploadId)
                                        .partNumber(number)
                                        .checksumSHA256(digest.base64()),
                                AsyncRequestBody.fromFile(
                                        body -> body.path(file).position(from).numBytesToRead(size))))
                        .map(stored -> CompletedPart.builder()
                                .partNumber(number)
                                .eTag(stored.eTag())
                                .checksumSHA256(digest.base64())
                                .build()));
    }

    private Uni<Void> complete(String uploadId, List<CompletedPart> parts) {
        return Uni.createFrom()
                .completionStage(() -> client.completeMultipartUpload(request ->
                        request.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(all -> all.parts(parts))))
                .replaceWithVoid();
    }

    private Uni<Void> abort(String uploadId) {
        return Uni.createFrom()
                .completionStage(() -> client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(uploadId)))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}
