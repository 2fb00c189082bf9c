package pro.livestream.notification.testing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.StreamScheduled;
import pro.livestream.platform.id.Ids;

/** Events about planned streams. */
public final class Planned {
    private Planned() {}

    public static StreamScheduled scheduled(
            UUID broadcaster,
            String title,
            String visibility,
            Instant startsAt,
            @Nullable String recurrence,
            long version) {
        return new StreamScheduled(
                StreamScheduled.TYPE_SCHEDULED,
                World.TENANT.name(),
                Ids.next(),
                Ids.next(),
                broadcaster,
                title,
                null,
                visibility,
                "scheduled",
                startsAt,
                60,
                recurrence,
                "Europe/Berlin",
                startsAt,
                Instant.now(),
                version);
    }

    public static StreamScheduled changed(
            StreamScheduled old, String title, String state, Instant startsAt, long version) {
        var cancelled = state.equals("cancelled");
        return new StreamScheduled(
                cancelled ? StreamScheduled.TYPE_CANCELLED : StreamScheduled.TYPE_SCHEDULED,
                old.tenant(),
                old.scheduleId(),
                old.streamId(),
                old.userId(),
                title,
                old.description(),
                old.visibility(),
                state,
                startsAt,
                old.durationMin(),
                old.recurrence(),
                old.timeZone(),
                cancelled ? null : startsAt,
                Instant.now(),
                version);
    }
}
