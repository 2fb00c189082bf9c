package pro.livestream.stream.studio;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.activity.Activity;
import pro.livestream.stream.lifecycle.StreamPulse;
import pro.livestream.stream.viewer.QoeSums;

/** Everything that a broadcaster is told of a stream, put together. */
@ApplicationScoped
class StudioReport {

    private final StreamPulse pulse;
    private final QoeSums qoe;
    private final Activity activity;

    StudioReport(StreamPulse pulse, QoeSums qoe, Activity activity) {
        this.pulse = pulse;
        this.qoe = qoe;
        this.activity = activity;
    }

    /** Refuses who is neither the broadcaster nor a moderator. */
    Uni<StudioView> of(Caller caller, UUID streamId) {
        return pulse.of(caller, streamId).chain(known -> of(caller.tenant(), known));
    }

    /** For a caller that was let in already. */
    Uni<StudioView> of(Tenant tenant, UUID streamId) {
        return pulse.of(tenant, streamId).chain(known -> of(tenant, known));
    }

    private Uni<StudioView> of(Tenant tenant, StreamPulse.Pulse known) {
        return qoe.recent(tenant, known.streamId())
                .chain(playback -> activity.totals(tenant, known.streamId())
                        .map(totals -> StudioView.of(known, playback.orElse(null), totals)));
    }
}
