package pro.livestream.stream.media.ivs;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import pro.livestream.stream.media.MediaReference;
import software.amazon.awssdk.services.ivsrealtime.model.Composition;
import software.amazon.awssdk.services.ivsrealtime.model.CompositionState;
import software.amazon.awssdk.services.ivsrealtime.model.DestinationConfiguration;
import software.amazon.awssdk.services.ivsrealtime.model.ResourceNotFoundException;

/**
 * Recordings of stages as compositions. One begins when there is a signal, since it ends by itself a minute after the last; where it has
 * ended and the signal is back, another follows. All of a stream are named in its reference.
 */
final class IvsCompositions {

    /** A composition, and where in the bucket it is recorded to: empty until that is known. */
    record Known(String arn, String prefix) {}

    private static final Logger LOG = Logger.getLogger(IvsCompositions.class);

    /** In a reference: that the stream is to be recorded. */
    private static final String RECORD = "record";

    private static final String COMPOSITIONS = "compositions";

    private final IvsConfig config;
    private final IvsCalls calls;
    private final Map<String, Long> checkedNanos = new ConcurrentHashMap<>();

    IvsCompositions(IvsConfig config, IvsCalls calls) {
        this.config = config;
        this.calls = calls;
    }

    /** Marks a stream that is to be recorded, where recording is set up. */
    MediaReference marked(MediaReference reference, boolean record) {
        boolean possible = config.storageConfigurationArn().isPresent()
                && config.encoderConfigurationArn().isPresent();
        return record && possible ? reference.with(RECORD, "true") : reference;
    }

    /** All of a stream, oldest first. */
    static List<Known> of(MediaReference reference) {
        String named = reference.values().getOrDefault(COMPOSITIONS, "");
        return Arrays.stream(named.split(" ", -1))
                .filter(one -> !one.isEmpty())
                .map(one -> new Known(one.substring(0, one.indexOf('|')), one.substring(one.indexOf('|') + 1)))
                .toList();
    }

    private static MediaReference with(MediaReference reference, List<Known> compositions) {
        return reference.with(
                COMPOSITIONS,
                String.join(
                        " ",
                        compositions.stream()
                                .map(one -> one.arn() + "|" + one.prefix())
                                .toList()));
    }

    /** For a stage with a signal: sees to it that it is recorded. The reference, where it has changed; never fails. */
    Uni<Optional<MediaReference>> keep(UUID streamId, String stageArn, MediaReference reference) {
        if (!reference.values().containsKey(RECORD) || !isDue(stageArn)) {
            return Uni.createFrom().item(Optional.empty());
        }
        var known = of(reference);
        Uni<Optional<MediaReference>> kept = known.isEmpty()
                ? start(streamId, stageArn, reference, known)
                : check(streamId, stageArn, reference, known);
        return kept.onFailure()
                .invoke(e -> {
                    checkedNanos.remove(stageArn);
                    LOG.errorf("the recording of %s at AWS IVS is not certain: %s", streamId, e.getMessage());
                })
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private boolean isDue(String stageArn) {
        long now = System.nanoTime();
        Long checked = checkedNanos.get(stageArn);
        if (checked != null && now - checked < config.compositionCheckEvery().toNanos()) {
            return false;
        }
        checkedNanos.put(stageArn, now);
        return true;
    }

    private Uni<Optional<MediaReference>> check(
            UUID streamId, String stageArn, MediaReference reference, List<Known> known) {
        Known last = known.getLast();
        return calls.call(client -> client.getComposition(request -> request.arn(last.arn())))
                .map(found -> Optional.of(found.composition()))
                .onFailure(ResourceNotFoundException.class)
                .recoverWithItem(Optional.empty())
                .chain(found -> found.filter(IvsCompositions::goesOn)
                        .map(going -> Uni.createFrom().item(located(reference, known, going)))
                        .orElseGet(() -> start(streamId, stageArn, reference, known)));
    }

    static boolean goesOn(Composition composition) {
        return composition.state() == CompositionState.STARTING || composition.state() == CompositionState.ACTIVE;
    }

    private static Optional<MediaReference> located(
            MediaReference reference, List<Known> known, Composition composition) {
        String prefix = prefix(composition);
        if (prefix.isEmpty() || prefix.equals(known.getLast().prefix())) {
            return Optional.empty();
        }
        var all = new ArrayList<>(known);
        all.set(all.size() - 1, new Known(composition.arn(), prefix));
        return Optional.of(with(reference, all));
    }

    /** The token makes a repeated call, also after a crash, one composition. */
    private Uni<Optional<MediaReference>> start(
            UUID streamId, String stageArn, MediaReference reference, List<Known> known) {
        var bucket = DestinationConfiguration.builder()
                .s3(s3 -> s3.storageConfigurationArn(
                                config.storageConfigurationArn().orElseThrow())
                        .encoderConfigurationArns(
                                config.encoderConfigurationArn().orElseThrow()))
                .build();
        return calls.call(client -> client.startComposition(request -> request.stageArn(stageArn)
                        .idempotencyToken(streamId + "-" + known.size())
                        .destinations(bucket)))
                .map(started -> {
                    LOG.infof("%s is recorded at AWS IVS, part %d", streamId, known.size() + 1);
                    var all = new ArrayList<>(known);
                    all.add(new Known(started.composition().arn(), prefix(started.composition())));
                    return Optional.of(with(reference, all));
                });
    }

    /** Empty where it is not known yet. */
    static String prefix(Composition composition) {
        return composition.destinations().stream()
                .filter(destination ->
                        destination.detail() != null && destination.detail().s3() != null)
                .map(destination -> destination.detail().s3().recordingPrefix())
                .findFirst()
                .orElse("");
    }

    /** Ends the one that may go on; nothing happens where none does. */
    Uni<Void> stop(MediaReference reference) {
        var known = of(reference);
        return known.isEmpty()
                ? Uni.createFrom().voidItem()
                : stop(known.getLast().arn());
    }

    Uni<Void> stop(String compositionArn) {
        return calls.call(client -> client.stopComposition(request -> request.arn(compositionArn)))
                .replaceWithVoid()
                .onFailure(ResourceNotFoundException.class)
                .recoverWithNull();
    }

    void forget(String stageArn) {
        checkedNanos.remove(stageArn);
    }
}
