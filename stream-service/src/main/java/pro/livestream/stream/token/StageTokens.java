package pro.livestream.stream.token;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.seat.ViewingRecord;
import pro.livestream.stream.stage.Stages;

/** Seats a participant and signs what proves it. */
@ApplicationScoped
public class StageTokens {

    private static final String RELAY = "mediaserver";

    private final Placement placement;
    private final StageTokenMint mint;
    private final Stages stages;
    private final StageTokenConfig config;

    StageTokens(Placement placement, StageTokenMint mint, Stages stages, StageTokenConfig config) {
        this.placement = placement;
        this.mint = mint;
        this.stages = stages;
        this.config = config;
    }

    Uni<TokenView> viewer(
            Tenant tenant,
            String userId,
            @Nullable UUID streamId,
            Optional<String> stageArn,
            Map<String, String> attributes) {
        var viewer = new Placement.Viewer(tenant, userId, streamId);
        return stageArn.map(arn -> placement.on(viewer, arn))
                .orElseGet(() -> placement.anywhere(viewer))
                .chain(record -> viewer(tenant, record, attributes));
    }

    /** A fresh token for somebody who was there before. */
    public Uni<TokenView> again(Tenant tenant, String userId, Optional<String> stageArn) {
        return placement
                .again(new Placement.Viewer(tenant, userId, null), stageArn)
                .chain(record -> viewer(tenant, record, Map.of()));
    }

    private Uni<TokenView> viewer(Tenant tenant, ViewingRecord record, Map<String, String> attributes) {
        var participant = new Participant(
                record.participantId(), record.stageArn(), record.userId(), Participant.WATCHES, attributes);
        return mint.mint(tenant, participant, config.viewer(), "viewer")
                .map(minted -> TokenView.of(participant, minted));
    }

    Uni<TokenView> publisher(Tenant tenant, String userId, Optional<String> stageArn, Map<String, String> attributes) {
        return placement.publisher(tenant, userId, stageArn).chain(record -> {
            var participant = new Participant(
                    record.participantId(), record.stageArn(), userId, Participant.PUBLISHES, attributes);
            return mint.mint(tenant, participant, config.publisher(), "publisher")
                    .map(minted -> TokenView.of(participant, minted));
        });
    }

    Uni<TokenView> mediaServer(Tenant tenant, String stageArn) {
        return stages.get(tenant, stageArn).chain(stage -> {
            var participant = new Participant(Ids.next(), stageArn, RELAY, Participant.PUBLISHES, Map.of());
            return mint.mint(tenant, participant, config.mediaServer(), RELAY)
                    .map(minted -> TokenView.of(participant, minted));
        });
    }
}
