package pro.livestream.stream.token;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.seat.ViewingRecord;
import pro.livestream.stream.seat.ViewingRecordStore;
import pro.livestream.stream.stage.Stages;

/** Seats a participant and signs what proves it. */
@ApplicationScoped
public class StageTokens {

    private static final String RELAY = "mediaserver";

    private final Placement placement;
    private final StageAdmission admission;
    private final TenantDatabase database;
    private final ViewingRecordStore records;
    private final Stages stages;
    private final StageTokenConfig config;

    StageTokens(
            Placement placement,
            StageAdmission admission,
            TenantDatabase database,
            ViewingRecordStore records,
            Stages stages,
            StageTokenConfig config) {
        this.placement = placement;
        this.admission = admission;
        this.database = database;
        this.records = records;
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
                .chain(seated -> viewer(tenant, seated, attributes));
    }

    /** A fresh token for somebody who was there before. */
    public Uni<TokenView> again(Tenant tenant, String userId, Optional<String> stageArn) {
        return placement
                .again(new Placement.Viewer(tenant, userId, null), stageArn)
                .chain(seated -> viewer(tenant, seated, Map.of()));
    }

    private Uni<TokenView> viewer(Tenant tenant, Placement.Seated seated, Map<String, String> attributes) {
        var participant = participant(seated.record(), Participant.WATCHES, attributes);
        return admit(tenant, seated, participant, config.viewer(), "viewer")
                .map(admitted -> TokenView.of(participant, admitted));
    }

    Uni<PublisherTokenView> publisher(
            Tenant tenant, String userId, Optional<String> stageArn, Map<String, String> attributes) {
        return placement.publisher(tenant, userId, stageArn).chain(seated -> {
            var participant = participant(seated.record(), Participant.PUBLISHES, attributes);
            return admit(tenant, seated, participant, config.publisher(), "publisher")
                    .map(admitted -> PublisherTokenView.of(participant, admitted));
        });
    }

    private static Participant participant(
            ViewingRecord record, List<String> capabilities, Map<String, String> attributes) {
        return new Participant(record.participantId(), record.stageArn(), record.userId(), capabilities, attributes);
    }

    /** The record keeps the id of the newest token, by which the media server knows the participant. */
    private Uni<StageAdmission.Admitted> admit(
            Tenant tenant, Placement.Seated seated, Participant participant, Duration life, String kind) {
        return admission
                .admit(tenant, seated.stage(), participant, life, kind)
                .call(admitted -> admitted.participantId().equals(participant.participantId())
                        ? Uni.createFrom().voidItem()
                        : database.inTransaction(
                                tenant,
                                tx -> records.admitted(tx, seated.record().recordId(), admitted.participantId())));
    }

    Uni<TokenView> mediaServer(Tenant tenant, String stageArn) {
        return stages.get(tenant, stageArn).chain(stage -> {
            var participant = new Participant(Ids.next().toString(), stageArn, RELAY, Participant.PUBLISHES, Map.of());
            return admission
                    .admit(tenant, stage, participant, config.mediaServer(), RELAY)
                    .map(admitted -> TokenView.of(participant, admitted));
        });
    }
}
