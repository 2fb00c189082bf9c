package pro.livestream.stream.media.ivs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.aws.AwsKeys;
import pro.livestream.stream.media.RecordingSource;
import pro.livestream.stream.media.ivs.IvsCompositions.Known;
import pro.livestream.stream.media.outside.VodPlaylist;
import pro.livestream.stream.media.recording.SpoolBlockingAdapter;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivsrealtime.model.CompositionState;
import software.amazon.awssdk.services.ivsrealtime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What compositions left in the bucket of their storage configuration: HLS, and beside it a file that says what there is. */
final class IvsRecordings implements RecordingSource {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Which of the two there is says how it went; both list what was recorded. */
    private static final List<String> REPORTS = List.of("recording-ended.json", "recording-failed.json");

    /** A composition that has ended for so long and says nothing has recorded nothing. */
    private static final Duration SILENT_MAX = Duration.ofMinutes(10);

    private final IvsConfig config;
    private final IvsCalls calls;
    private final IvsCompositions compositions;
    private @Nullable S3AsyncClient made;

    IvsRecordings(IvsConfig config, IvsCalls calls, IvsCompositions compositions) {
        this.config = config;
        this.calls = calls;
        this.compositions = compositions;
    }

    /** The rendition with the largest picture of one composition, not yet numbered as a run. */
    private record Recorded(String folder, Instant startedAt, List<VodPlaylist.Segment> segments) {}

    @Override
    public Uni<Optional<List<Piece>>> pieces(Over stream) {
        boolean silentForGood = Instant.now().isAfter(stream.endedAt().plus(SILENT_MAX));
        var known = IvsCompositions.of(stream.reference());
        if (known.isEmpty()) {
            return Uni.createFrom().item(Optional.of(List.of()));
        }
        return Multi.createFrom()
                .iterable(known)
                .onItem()
                .transformToUniAndConcatenate(one -> settled(one))
                .collect()
                .asList()
                .chain(places -> places.stream().anyMatch(Optional::isEmpty)
                        ? Uni.createFrom().item(Optional.<List<Piece>>empty())
                        : bucket().chain(bucket -> recorded(
                                        bucket,
                                        places.stream()
                                                .map(Optional::orElseThrow)
                                                .filter(prefix -> !prefix.isEmpty())
                                                .toList())
                                .map(all -> all.stream().allMatch(Optional::isPresent) || silentForGood
                                        ? Optional.of(pieces(
                                                bucket,
                                                all.stream()
                                                        .flatMap(Optional::stream)
                                                        .toList()))
                                        : Optional.<List<Piece>>empty())))
                .onFailure(IvsCalls::isTheirs)
                .transform(IvsCalls::refused);
    }

    /** Where a composition that has ended was recorded to; empty while it goes on. They are forgotten there soon after their end. */
    private Uni<Optional<String>> settled(Known one) {
        return calls.call(client -> client.getComposition(request -> request.arn(one.arn())))
                .chain(found -> {
                    var composition = found.composition();
                    if (IvsCompositions.goesOn(composition)) {
                        return compositions.stop(one.arn()).replaceWith(Optional.<String>empty());
                    }
                    String prefix = IvsCompositions.prefix(composition);
                    return Uni.createFrom()
                            .item(
                                    composition.state() == CompositionState.STOPPING
                                            ? Optional.<String>empty()
                                            : Optional.of(prefix.isEmpty() ? one.prefix() : prefix));
                })
                .onFailure(ResourceNotFoundException.class)
                .recoverWithItem(Optional.of(one.prefix()));
    }

    private Uni<String> bucket() {
        String storage = config.storageConfigurationArn().orElse("");
        return calls.call(client -> client.getStorageConfiguration(request -> request.arn(storage)))
                .map(found -> found.storageConfiguration().s3().bucketName());
    }

    private Uni<List<Optional<Recorded>>> recorded(String bucket, List<String> prefixes) {
        return Multi.createFrom()
                .iterable(prefixes)
                .onItem()
                .transformToUniAndConcatenate(prefix -> recorded(bucket, prefix))
                .collect()
                .asList();
    }

    /** Empty while there is no report. */
    private Uni<Optional<Recorded>> recorded(String bucket, String prefix) {
        return report(bucket, prefix, 0).chain(report -> {
            if (report.isEmpty()) {
                return Uni.createFrom().item(Optional.<Recorded>empty());
            }
            var hls = report.get().path("media").path("hls");
            var largest = largest(hls.path("renditions"));
            String folder = prefix + "/" + hls.path("path").asText("media/hls") + "/"
                    + largest.path("path").asText("high") + "/";
            Instant startedAt =
                    Instant.parse(report.get().path("recording_started_at").asText());
            return text(bucket, folder + largest.path("playlist").asText("playlist.m3u8"))
                    .map(found -> Optional.of(new Recorded(
                            folder, startedAt, found.map(VodPlaylist::segments).orElse(List.of()))));
        });
    }

    private Uni<Optional<JsonNode>> report(String bucket, String prefix, int which) {
        return text(bucket, prefix + "/events/" + REPORTS.get(which))
                .chain(found -> found.isPresent() || which + 1 == REPORTS.size()
                        ? Uni.createFrom().item(found.map(IvsRecordings::json))
                        : report(bucket, prefix, which + 1));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode largest(JsonNode renditions) {
        JsonNode largest = JSON.createObjectNode();
        for (JsonNode one : renditions) {
            boolean larger = one.path("resolution_height").asInt()
                    > largest.path("resolution_height").asInt();
            if (larger || largest.isEmpty()) {
                largest = one;
            }
        }
        return largest;
    }

    private static List<Piece> pieces(String bucket, List<Recorded> all) {
        var pieces = new ArrayList<Piece>();
        int run = -1;
        for (Recorded one : all) {
            Instant at = one.startedAt();
            boolean first = true;
            for (VodPlaylist.Segment segment : one.segments()) {
                run += first || segment.discontinuous() ? 1 : 0;
                first = false;
                at = segment.startedAt().orElse(at);
                boolean mp4 = !segment.media().address().endsWith(".ts");
                pieces.add(new Piece(
                        run,
                        mp4 ? "mp4" : "mpegts",
                        mp4 ? "mp4" : "ts",
                        at,
                        segment.durationSeconds(),
                        parts(bucket + "/" + one.folder(), segment)));
                at = at.plusNanos(Math.round(segment.durationSeconds() * 1e9));
            }
        }
        return List.copyOf(pieces);
    }

    private static List<Part> parts(String folder, VodPlaylist.Segment segment) {
        var media = new Part(folder + segment.media().address(), segment.media().range());
        Part init = segment.init();
        return init == null ? List.of(media) : List.of(new Part(folder + init.address(), init.range()), media);
    }

    @Override
    public Uni<Void> fetch(Piece piece, Path file) {
        return SpoolBlockingAdapter.remove(file)
                .chain(() -> Multi.createFrom()
                        .iterable(piece.parts())
                        .onItem()
                        .transformToUniAndConcatenate(
                                part -> bytes(part).chain(bytes -> SpoolBlockingAdapter.append(file, bytes)))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<byte[]> bytes(Part part) {
        int slash = part.address().indexOf('/');
        ByteRange range = part.range();
        return object(
                part.address().substring(0, slash),
                part.address().substring(slash + 1),
                range == null ? null : "bytes=" + range.offset() + "-" + (range.offset() + range.length() - 1));
    }

    private Uni<Optional<String>> text(String bucket, String key) {
        return object(bucket, key, null)
                .map(bytes -> Optional.of(new String(bytes, StandardCharsets.UTF_8)))
                .onFailure(NoSuchKeyException.class)
                .recoverWithItem(Optional.empty());
    }

    private Uni<byte[]> object(String bucket, String key, @Nullable String range) {
        return Uni.createFrom()
                .completionStage(() -> client().getObject(
                                request -> request.bucket(bucket).key(key).range(range),
                                AsyncResponseTransformer.toBytes()))
                .map(bytes -> bytes.asByteArray())
                .onFailure(CompletionException.class)
                .transform(e -> e.getCause() == null ? e : e.getCause());
    }

    /** Made when it is first needed: most installations have no use for it. */
    private synchronized S3AsyncClient client() {
        var client = made;
        if (client == null) {
            var builder = S3AsyncClient.builder()
                    .region(Region.of(config.region()))
                    .forcePathStyle(config.s3Endpoint().isPresent());
            config.s3Endpoint().ifPresent(builder::endpointOverride);
            AwsKeys.of(config.accessKey(), config.secretKey()).ifPresent(builder::credentialsProvider);
            client = builder.build();
            made = client;
        }
        return client;
    }

    synchronized void close() {
        var client = made;
        if (client != null) {
            client.close();
        }
    }
}
