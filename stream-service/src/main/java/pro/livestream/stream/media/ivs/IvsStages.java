package pro.livestream.stream.media.ivs;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.StageHost;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ParticipantTokenCapability;
import software.amazon.awssdk.services.ivsrealtime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ivsrealtime.model.StageEndpoints;
import software.amazon.awssdk.services.ivsrealtime.model.StageSummary;

/** Stages at AWS IVS Real-Time, and the tokens that let participants onto them. */
final class IvsStages implements StageHost {

    static final String RTMPS = "rtmps";
    static final String WHIP = "whip";
    static final String EVENTS = "events";

    private static final Logger LOG = Logger.getLogger(IvsStages.class);
    private static final int PAGE = 100;

    private final IvsConfig config;
    private final IvsCalls calls;
    private @Nullable IvsTokens signer;

    IvsStages(IvsConfig config, IvsCalls calls) {
        this.config = config;
        this.calls = calls;
    }

    @Override
    public Uni<Hosted> create(String tenant, String name) {
        return create(name, Map.of("tenant", tenant))
                .onFailure(IvsCalls::isTheirs)
                .transform(IvsCalls::refused);
    }

    /** It has no idempotency token: a call that was repeated after a lost answer may have made two, so that all of that name go. */
    Uni<Hosted> create(String name, Map<String, String> tags) {
        return calls.call(client ->
                        client.createStage(request -> request.name(name).tags(tags)))
                .map(answer -> hosted(answer.stage().arn(), answer.stage().endpoints()))
                .onFailure(IvsCalls::isUncertain)
                .call(() -> removeAllNamed(name, null)
                        .onFailure()
                        .invoke(e -> LOG.errorf(e, "stages of %s may be left at AWS IVS", name))
                        .onFailure()
                        .recoverWithNull());
    }

    private static Hosted hosted(String arn, @Nullable StageEndpoints endpoints) {
        var addresses = new HashMap<String, String>();
        if (endpoints != null) {
            put(addresses, RTMPS, endpoints.rtmps());
            put(addresses, WHIP, endpoints.whip());
            put(addresses, EVENTS, endpoints.events());
        }
        return new Hosted(arn, addresses);
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    @Override
    public Uni<Optional<Hosted>> find(String stageArn) {
        return calls.call(client -> client.getStage(request -> request.arn(stageArn)))
                .map(found ->
                        Optional.of(hosted(found.stage().arn(), found.stage().endpoints())))
                .onFailure(ResourceNotFoundException.class)
                .recoverWithItem(Optional.empty())
                .onFailure(IvsCalls::isTheirs)
                .transform(IvsCalls::refused);
    }

    @Override
    public Uni<Void> delete(String stageArn) {
        return remove(stageArn).onFailure(IvsCalls::isTheirs).transform(IvsCalls::refused);
    }

    /** Fails with what the SDK fails with. */
    Uni<Void> remove(String stageArn) {
        return calls.call(client -> client.deleteStage(request -> request.arn(stageArn)))
                .replaceWithVoid()
                .onFailure(ResourceNotFoundException.class)
                .recoverWithNull();
    }

    @Override
    public Uni<Void> removeNamed(String name) {
        return removeAllNamed(name, null).onFailure(IvsCalls::isTheirs).transform(IvsCalls::refused);
    }

    private Uni<Void> removeAllNamed(String name, @Nullable String page) {
        return list(page)
                .chain(found -> removeNamed(name, found)
                        .chain(() -> found.nextToken() == null
                                ? Uni.createFrom().voidItem()
                                : removeAllNamed(name, found.nextToken())));
    }

    private Uni<Void> removeNamed(String name, ListStagesResponse found) {
        var removals = found.stages().stream()
                .filter(stage -> name.equals(stage.name()))
                .map(StageSummary::arn)
                .map(this::remove)
                .toList();
        return removals.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(removals).andFailFast().replaceWithVoid();
    }

    @Override
    public Uni<Set<String>> all() {
        return all(new HashSet<>(), null).onFailure(IvsCalls::isTheirs).transform(IvsCalls::refused);
    }

    private Uni<Set<String>> all(Set<String> arns, @Nullable String page) {
        return list(page).chain(found -> {
            found.stages().forEach(stage -> arns.add(stage.arn()));
            return found.nextToken() == null ? Uni.createFrom().item(arns) : all(arns, found.nextToken());
        });
    }

    private Uni<ListStagesResponse> list(@Nullable String page) {
        return calls.call(
                client -> client.listStages(request -> request.maxResults(PAGE).nextToken(page)));
    }

    /** Signed here where a key is set up, else from there. */
    @Override
    public Uni<Pass> admit(Hosted stage, Guest guest, Duration life) {
        if (config.publicKeyArn().isPresent() && config.privateKey().isPresent()) {
            return Uni.createFrom().item(() -> signer().sign(stage, guest, life));
        }
        var capabilities = guest.publishes()
                ? List.of(ParticipantTokenCapability.PUBLISH, ParticipantTokenCapability.SUBSCRIBE)
                : List.of(ParticipantTokenCapability.SUBSCRIBE);
        return calls.tokenCall(client -> client.createParticipantToken(request -> request.stageArn(stage.stageArn())
                        .userId(guest.userId())
                        .attributes(guest.attributes())
                        .capabilities(capabilities)
                        .duration((int) Math.max(1, life.toMinutes()))))
                .map(answer -> new Pass(
                        answer.participantToken().token(),
                        answer.participantToken().participantId(),
                        answer.participantToken().expirationTime()))
                .onFailure(IvsCalls::isTheirs)
                .transform(IvsCalls::refused);
    }

    /** Made at the first token, so that the key is read once. */
    private synchronized IvsTokens signer() {
        var tokens = signer;
        if (tokens == null) {
            tokens = new IvsTokens(
                    config.publicKeyArn().orElseThrow(), config.privateKey().orElseThrow(), Clock.systemUTC());
            signer = tokens;
        }
        return tokens;
    }

    @Override
    public Optional<String> whipUrl(Hosted stage) {
        return Optional.ofNullable(stage.endpoints().get(WHIP));
    }

    @Override
    public Uni<Void> disconnect(String stageArn, String participantId, String reason) {
        return calls.call(client -> client.disconnectParticipant(request ->
                        request.stageArn(stageArn).participantId(participantId).reason(reason)))
                .replaceWithVoid()
                .onFailure(ResourceNotFoundException.class)
                .recoverWithNull()
                .onFailure(IvsCalls::isTheirs)
                .transform(IvsCalls::refused);
    }
}
