package pro.livestream.stream.token;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.media.MediaServers;
import pro.livestream.stream.media.StageHost;
import pro.livestream.stream.stage.Stage;

/** Lets participants onto stages: with the media server's token where that has the stage, else with one of our own. */
@ApplicationScoped
class StageAdmission {

    /** A token, the participant's id there, and where a broadcaster can publish by WHIP, if it can. */
    record Admitted(
            String token,
            String participantId,
            Instant expiresAt,
            @Nullable String whipUrl) {}

    private final MediaServers servers;
    private final StageTokenMint mint;
    private final MeterRegistry meters;

    StageAdmission(MediaServers servers, StageTokenMint mint, MeterRegistry meters) {
        this.servers = servers;
        this.mint = mint;
        this.meters = meters;
    }

    Uni<Admitted> admit(Tenant tenant, Stage stage, Participant participant, Duration life, String kind) {
        return servers.named(stage.venue().provider())
                .stages()
                .map(host -> there(host, stage, participant, life))
                .orElseGet(() -> here(tenant, participant, life))
                .invoke(() -> meters.counter("livestream.stage.tokens", "tenant", tenant.name(), "kind", kind)
                        .increment());
    }

    private static Uni<Admitted> there(StageHost host, Stage stage, Participant participant, Duration life) {
        var guest = new StageHost.Guest(
                participant.userId(),
                participant.capabilities().equals(Participant.PUBLISHES),
                participant.attributes());
        return host.admit(stage.hosted(), guest, life)
                .map(pass -> new Admitted(
                        pass.token(),
                        pass.participantId(),
                        pass.expiresAt(),
                        guest.publishes() ? host.whipUrl(stage.hosted()).orElse(null) : null));
    }

    private Uni<Admitted> here(Tenant tenant, Participant participant, Duration life) {
        return mint.mint(tenant, participant, life)
                .map(minted -> new Admitted(minted.token(), participant.participantId(), minted.expiresAt(), null));
    }
}
