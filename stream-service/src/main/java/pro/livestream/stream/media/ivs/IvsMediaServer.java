package pro.livestream.stream.media.ivs;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.stream.media.MediaEndpoints;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.ParticipantToken;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.SignalReport;
import pro.livestream.stream.media.outside.CallRate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeAsyncClient;
import software.amazon.awssdk.services.ivsrealtime.model.IngestProtocol;
import software.amazon.awssdk.services.ivsrealtime.model.IvsRealTimeException;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ParticipantTokenCapability;
import software.amazon.awssdk.services.ivsrealtime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ivsrealtime.model.Stage;
import software.amazon.awssdk.services.ivsrealtime.model.StageSummary;

/** Streams at AWS IVS Real-Time, each a stage of its own with an RTMPS ingest; viewers join it with participant tokens. */
@ApplicationScoped
public class IvsMediaServer implements MediaServer {

    private static final Logger LOG = Logger.getLogger(IvsMediaServer.class);
    private static final String STAGE = "stageArn";
    private static final String INGEST = "ingestArn";
    private static final String KEY = "streamKey";
    private static final String RTMPS = "rtmps";
    private static final String WHIP = "whip";
    private static final String EVENTS = "events";
    private static final int PAGE = 100;

    private final IvsConfig config;
    private final CallRate rate;
    private final CallRate tokenRate;
    private final Clock clock = Clock.systemUTC();
    private @Nullable IvsRealTimeAsyncClient made;

    public IvsMediaServer(IvsConfig config) {
        this.config = config;
        this.rate = new CallRate(config.callsPerSecond(), config.turnWaitMax());
        this.tokenRate = new CallRate(config.tokensPerSecond(), config.turnWaitMax());
    }

    @Override
    public String provider() {
        return "aws-ivs";
    }

    /** Made when it is first needed: most installations have no use for it. */
    private synchronized IvsRealTimeAsyncClient client() {
        var client = made;
        if (client == null) {
            var builder = IvsRealTimeAsyncClient.builder()
                    .region(Region.of(config.region()))
                    .overrideConfiguration(
                            settings -> settings.retryStrategy(retries -> retries.maxAttempts(config.attemptsMax())));
            config.endpoint().ifPresent(builder::endpointOverride);
            if (config.accessKey().isPresent() && config.secretKey().isPresent()) {
                builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        config.accessKey().get(), config.secretKey().get())));
            }
            client = builder.build();
            made = client;
        }
        return client;
    }

    private <T> Uni<T> call(Supplier<CompletableFuture<T>> call) {
        return rate.call(() -> Uni.createFrom().completionStage(call))
                .onFailure()
                .transform(IvsMediaServer::cause);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public Uni<MediaReference> prepare(MediaSubject subject) {
        return createStage(subject)
                .chain(stage -> createIngest(subject, stage)
                        .onFailure()
                        .call(() -> deleteStage(stage.arn()).onFailure().recoverWithNull()))
                .onFailure(IvsMediaServer::isTheirs)
                .transform(IvsMediaServer::refused);
    }

    /** It has no idempotency token: a call that was repeated after a lost answer may have made two, so that all of that name go. */
    private Uni<Stage> createStage(MediaSubject subject) {
        String name = subject.streamId().toString();
        return call(() -> client().createStage(request -> {
                    request.name(name).tags(Map.of("tenant", subject.tenant(), "stream", name));
                    config.storageConfigurationArn()
                            .filter(arn -> subject.record())
                            .ifPresent(arn -> request.autoParticipantRecordingConfiguration(
                                    recording -> recording.storageConfigurationArn(arn)));
                }))
                .map(answer -> answer.stage())
                .onFailure(IvsMediaServer::isUncertain)
                .call(() -> removeAllNamed(name, null)
                        .onFailure()
                        .invoke(e -> LOG.errorf(e, "stages of %s may be left at AWS IVS", name))
                        .onFailure()
                        .recoverWithNull());
    }

    private Uni<MediaReference> createIngest(MediaSubject subject, Stage stage) {
        return call(() -> client().createIngestConfiguration(
                                request -> request.name(subject.streamId().toString())
                                        .stageArn(stage.arn())
                                        .userId(subject.userId().toString())
                                        .ingestProtocol(IngestProtocol.RTMPS)))
                .map(answer -> {
                    var values = new HashMap<String, String>();
                    values.put(STAGE, stage.arn());
                    values.put(INGEST, answer.ingestConfiguration().arn());
                    values.put(KEY, answer.ingestConfiguration().streamKey());
                    var endpoints = stage.endpoints();
                    if (endpoints != null) {
                        put(values, RTMPS, endpoints.rtmps());
                        put(values, WHIP, endpoints.whip());
                        put(values, EVENTS, endpoints.events());
                    }
                    return new MediaReference(values);
                });
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private Uni<Void> removeAllNamed(String name, @Nullable String page) {
        return call(() ->
                        client().listStages(request -> request.maxResults(PAGE).nextToken(page)))
                .chain(found -> deleteNamed(name, found)
                        .chain(() -> found.nextToken() == null
                                ? Uni.createFrom().voidItem()
                                : removeAllNamed(name, found.nextToken())));
    }

    private Uni<Void> deleteNamed(String name, ListStagesResponse found) {
        var deletions = found.stages().stream()
                .filter(stage -> name.equals(stage.name()))
                .map(StageSummary::arn)
                .map(this::deleteStage)
                .toList();
        return deletions.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(deletions).andFailFast().replaceWithVoid();
    }

    private Uni<Void> deleteStage(String arn) {
        return call(() -> client().deleteStage(request -> request.arn(arn)))
                .replaceWithVoid()
                .onFailure(ResourceNotFoundException.class)
                .recoverWithNull();
    }

    @Override
    public MediaEndpoints.Ingest ingest(URI publicBase, MediaSubject subject, MediaReference reference) {
        return new MediaEndpoints.Ingest(
                reference.values().get(RTMPS),
                reference.get(KEY),
                reference.values().get(WHIP),
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
        return token(reference, new IvsTokens.Participant(userId, publishes, Map.of()), life)
                .map(token -> new ParticipantToken(
                        token.token(),
                        token.participantId(),
                        reference.get(STAGE),
                        publishes ? List.of("PUBLISH", "SUBSCRIBE") : List.of("SUBSCRIBE"),
                        token.expiresAt(),
                        publishes ? reference.values().get(WHIP) : null));
    }

    /** A token for a participant: signed here where a key is set up, else from there. */
    Uni<IvsTokens.Token> token(MediaReference reference, IvsTokens.Participant participant, Duration life) {
        String stageArn = reference.get(STAGE);
        if (config.publicKeyArn().isPresent() && config.privateKey().isPresent()) {
            var stage = new IvsTokens.Stage(stageArn, reference.get(EVENTS), reference.get(WHIP));
            return Uni.createFrom()
                    .item(() -> new IvsTokens(
                                    config.publicKeyArn().get(),
                                    config.privateKey().get(),
                                    clock)
                            .sign(stage, participant, life));
        }
        var capabilities = participant.publishes()
                ? List.of(ParticipantTokenCapability.PUBLISH, ParticipantTokenCapability.SUBSCRIBE)
                : List.of(ParticipantTokenCapability.SUBSCRIBE);
        return tokenRate
                .call(() -> Uni.createFrom()
                        .completionStage(() -> client().createParticipantToken(request -> request.stageArn(stageArn)
                                .userId(participant.userId())
                                .attributes(participant.attributes())
                                .capabilities(capabilities)
                                .duration((int) Math.max(1, life.toMinutes())))))
                .map(answer -> new IvsTokens.Token(
                        answer.participantToken().token(),
                        answer.participantToken().participantId(),
                        answer.participantToken().expirationTime()))
                .onFailure()
                .transform(IvsMediaServer::cause)
                .onFailure(IvsMediaServer::isTheirs)
                .transform(IvsMediaServer::refused);
    }

    /** Its own events may be lost or late; asking is the truth, but must not take the turns of those who wait. */
    @Override
    public Uni<Optional<SignalReport>> look(String tenant, UUID streamId, MediaReference reference) {
        if (!rate.tryNow()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String stageArn = reference.get(STAGE);
        return Uni.createFrom()
                .completionStage(() -> client().getStage(request -> request.arn(stageArn)))
                .chain(found -> arriving(stageArn, found.stage().activeSessionId()))
                .map(arriving -> Optional.of(new SignalReport(arriving, null)))
                .onFailure()
                .transform(IvsMediaServer::cause)
                .onFailure(ResourceNotFoundException.class)
                .recoverWithItem(Optional.of(new SignalReport(false, null)))
                .onFailure(IvsMediaServer::isTheirs)
                .transform(IvsMediaServer::refused);
    }

    private Uni<Boolean> arriving(String stageArn, @Nullable String session) {
        return session == null
                ? Uni.createFrom().item(false)
                : call(() -> client().listParticipants(request ->
                                request.stageArn(stageArn).sessionId(session).filterByPublished(true)))
                        .map(found -> found.participants().stream()
                                .anyMatch(participant -> "CONNECTED".equals(participant.stateAsString())));
    }

    /** What it records stays in its own bucket. */
    @Override
    public Uni<RecordingSummary> stop(String tenant, UUID userId, UUID streamId, MediaReference reference) {
        @Nullable String stage = reference.values().get(STAGE);
        @Nullable String ingest = reference.values().get(INGEST);
        if (stage == null) {
            return Uni.createFrom().item(RecordingSummary.NOTHING);
        }
        return deleteStage(stage)
                .chain(() -> ingest == null
                        ? Uni.createFrom().voidItem()
                        : call(() -> client().deleteIngestConfiguration(
                                                request -> request.arn(ingest).force(true)))
                                .replaceWithVoid()
                                .onFailure(ResourceNotFoundException.class)
                                .recoverWithNull())
                .replaceWith(RecordingSummary.NOTHING)
                .onFailure(IvsMediaServer::isTheirs)
                .transform(IvsMediaServer::refused);
    }

    private static boolean isTheirs(Throwable failure) {
        return failure instanceof IvsRealTimeException || failure instanceof SdkClientException;
    }

    /** Whether it was done all the same is not known. */
    private static boolean isUncertain(Throwable failure) {
        return failure instanceof SdkClientException
                || (failure instanceof IvsRealTimeException theirs && theirs.statusCode() >= 500);
    }

    private static RefusedException refused(Throwable failure) {
        if (failure instanceof IvsRealTimeException theirs) {
            LOG.errorf(
                    "AWS IVS: %d %s %s",
                    theirs.statusCode(),
                    theirs.awsErrorDetails() == null
                            ? ""
                            : theirs.awsErrorDetails().errorCode(),
                    theirs.getMessage());
            return Refusal.unavailable(
                            switch (theirs.statusCode()) {
                                case 402 -> "The media server has no room for another stream at the moment";
                                case 429 -> "The media server is asked for too much at the moment; try again soon";
                                default -> "The media server cannot do this right now; try again soon";
                            })
                    .refused();
        }
        LOG.warnf("AWS IVS cannot be reached: %s", failure.toString());
        return Refusal.unavailable("The media server cannot do this right now; try again soon")
                .refused();
    }

    @PreDestroy
    void close() {
        var client = made;
        if (client != null) {
            client.close();
        }
    }
}
