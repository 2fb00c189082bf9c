package pro.livestream.platform;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import pro.livestream.contracts.event.StreamStarted;

/** Events for tests. */
public final class Events {
    private Events() {}

    public static StreamStarted started(String tenant, UUID streamId, String title, long version) {
        return new StreamStarted(
                tenant,
                streamId,
                new UUID(1, 2),
                "alice",
                title,
                null,
                null,
                List.of(),
                null,
                null,
                "public",
                "embedded",
                true,
                "start",
                null,
                Instant.parse("2026-01-31T12:34:56.789Z"),
                version);
    }
}
