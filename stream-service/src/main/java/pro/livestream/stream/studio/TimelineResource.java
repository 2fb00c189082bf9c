package pro.livestream.stream.studio;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.stream.activity.Activity;
import pro.livestream.stream.lifecycle.StreamPulse;

/** A stream's numbers over time, for its broadcaster and the tenant's moderators. */
@Path("/api/streams/{id}/timeline")
public class TimelineResource {

    private final StreamPulse pulse;
    private final Activity activity;
    private final CurrentCaller caller;
    private final Clock clock = Clock.systemUTC();

    TimelineResource(StreamPulse pulse, Activity activity, CurrentCaller caller) {
        this.pulse = pulse;
        this.activity = activity;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "A stream's numbers over time, from its start to its end or now, without holes")
    public Uni<Activity.Timeline> timeline(
            @PathParam("id") String id,
            @Parameter(description = "Seconds, a multiple of 60; without it as short as gives at most 500 steps")
                    @QueryParam("step")
                    @Nullable String step) {
        var user = caller.requireUser();
        @Nullable Long stepS = step == null ? null : seconds(step);
        return pulse.of(user, StudioResource.streamId(id)).chain(known -> {
            Instant now = clock.instant();
            Instant from = Optional.ofNullable(known.startedAt()).orElse(now);
            Instant until = Optional.ofNullable(known.endedAt()).orElse(now);
            return activity.timeline(user.tenant(), known.streamId(), from, until, stepS);
        });
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.validation("step", "must be a number of seconds").refused();
        }
    }
}
