package pro.livestream.stream.media.ivs;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.MediaEndpoints;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.ParticipantToken;
import pro.livestream.stream.media.RecordingSource;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.SignalReport;
import pro.livestream.stream.media.StageHost;
import software.amazon.awssdk.services.ivsrealtime.model.IngestProtocol;
import software.amazon.awssdk.services.ivsrealtime.model.ResourceNotFoundException;

/** Streams at AWS IVS Real-Time, each a stage of its own with an RTMPS ingest; viewers join it with participant tokens. */
@ApplicationScoped
public class IvsMediaServer implements MediaServer {

    private static final String STAGE = "stageArn";
    private static final String INGEST = "ingestArn";
    private static final String KEY = "streamKey";

    private final IvsConfig config;
    private final IvsCalls calls;
    private final IvsStages stages;
    private final IvsCompositions compositions;
    private final IvsRecordings recordings;

    public IvsMediaServer(IvsConfig config) {
        this.config = config;
        this.calls = new IvsCalls(config);
        this.stages = new IvsStages(config, calls);
        this.compositions = new IvsCompositions(config, calls);
        this.recordings = new IvsRecordings(config, calls, compositions);
    }

    @Override
    public String provider() {
        return "aws-ivs";
    }

    @Override
    public Optional<StageHost> stages() {
        return Optional.of(stages);
    }

    @Override
    public Optional<RecordingSource> recordings() {
        return Optional.of(recordings);
    }

    @Override
    public Uni<MediaReference> prepare(MediaSubject subject) {
        return createStage(subject)
                .chain(stage -> createIngest(subject, stage)
                        .onFailure()
                        .call(() -> stages.remove(stage.stageArn()).onFailure().recoverWithNull()))
                .onFailure(IvsCalls::isTheirs)
                .transform(IvsCalls::refused);
    }

    private Uni<StageHost.Hosted> createStage(MediaSubject subject) {
        String name = subject.streamId().toString();
        return stages.create(name, Map.of("tenant", subject.tenant(), "stream", name));
    }

    private Uni<MediaReference> createIngest(MediaSubject subject, StageHost.Hosted stage) {
        return calls.call(client -> client.createIngestConfiguration(
                        request -> request.name(subject.streamId().toString())
                                .stageArn(stage.stageArn())
                                .userId(subject.userId().toString())
                                .ingestProtocol(IngestProtocol.RTMPS)))
                .map(answer -> {
                    var values = new HashMap<>(stage.endpoints());
                    values.put(STAGE, stage.stageArn());
                    values.put(INGEST, answer.ingestConfiguration().arn());
                    values.put(KEY, answer.ingestConfiguration().streamKey());
                    return compositions.marked(new MediaReference(values), subject.record());
                });
    }

    @Override
    public MediaEndpoints.Ingest ingest(URI publicBase, MediaSubject subject, MediaReference reference) {
        return new MediaEndpoints.Ingest(
                reference.values().get(IvsStages.RTMPS),
                reference.values().get(KEY),
                reference.values().get(IvsStages.WHIP),
                null);
    }

    /** Its viewers join the stage; there is no HLS. */
    @Override
    public MediaEndpoints.Playback playback(URI publicBase, Viewing viewing, MediaReference reference) {
        return MediaEndpoints.Playback.NONE;
    }

    @Override
    public Uni<ParticipantToken> participantToken(MediaReference reference, String userId, boolean publishes) {
        var life = publishes ? config.publisherTokenTtl() : config.viewerTokenTtl();
        return stages.admit(hosted(reference), new StageHost.Guest(userId, publishes, Map.of()), life)
                .map(pass -> new ParticipantToken(
                        pass.token(),
                        pass.participantId(),
                        reference.get(STAGE),
                        publishes ? List.of("PUBLISH", "SUBSCRIBE") : List.of("SUBSCRIBE"),
                        pass.expiresAt(),
                        publishes ? reference.values().get(IvsStages.WHIP) : null));
    }

    /** The stage that was made for a stream, without what is secret of it. */
    private static StageHost.Hosted hosted(MediaReference reference) {
        var endpoints = new HashMap<>(reference.values());
        endpoints.keySet().retainAll(List.of(IvsStages.RTMPS, IvsStages.WHIP, IvsStages.EVENTS));
        return new StageHost.Hosted(reference.get(STAGE), endpoints);
    }

    /** Its own events may be lost or late; asking is the truth, but must not take the turns of those who wait. */
    @Override
    public Uni<Optional<SignalReport>> look(String tenant, UUID streamId, MediaReference reference) {
        if (!calls.tryTurn()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String stageArn = reference.get(STAGE);
        return calls.now(client -> client.getStage(request -> request.arn(stageArn)))
                .chain(found -> arriving(stageArn, found.stage().activeSessionId()))
                .chain(arriving -> report(streamId, reference, arriving))
                .map(Optional::of)
                .onFailure(ResourceNotFoundException.class)
                .recoverWithItem(Optional.of(new SignalReport(false, null)))
                .onFailure(IvsCalls::isTheirs)
                .transform(IvsCalls::refused);
    }

    private Uni<SignalReport> report(UUID streamId, MediaReference reference, boolean arriving) {
        return arriving
                ? compositions
                        .keep(streamId, reference.get(STAGE), reference)
                        .map(changed -> new SignalReport(true, null, changed.orElse(null)))
                : Uni.createFrom().item(new SignalReport(false, null));
    }

    private Uni<Boolean> arriving(String stageArn, @Nullable String session) {
        return session == null
                ? Uni.createFrom().item(false)
                : calls.call(client -> client.listParticipants(request ->
                                request.stageArn(stageArn).sessionId(session).filterByPublished(true)))
                        .map(found -> found.participants().stream()
                                .anyMatch(participant -> "CONNECTED".equals(participant.stateAsString())));
    }

    /** What it recorded is fetched later. */
    @Override
    public Uni<RecordingSummary> stop(String tenant, UUID userId, UUID streamId, MediaReference reference) {
        @Nullable String stage = reference.values().get(STAGE);
        @Nullable String ingest = reference.values().get(INGEST);
        if (stage == null) {
            return Uni.createFrom().item(RecordingSummary.NOTHING);
        }
        compositions.forget(stage);
        return compositions
                .stop(reference)
                .onFailure(IvsCalls::isTheirs)
                .recoverWithNull()
                .chain(() -> stages.remove(stage))
                .chain(() -> ingest == null
                        ? Uni.createFrom().voidItem()
                        : calls.call(client -> client.deleteIngestConfiguration(
                                        request -> request.arn(ingest).force(true)))
                                .replaceWithVoid()
                                .onFailure(ResourceNotFoundException.class)
                                .recoverWithNull())
                .replaceWith(RecordingSummary.NOTHING)
                .onFailure(IvsCalls::isTheirs)
                .transform(IvsCalls::refused);
    }

    @PreDestroy
    void close() {
        calls.close();
        recordings.close();
    }
}
