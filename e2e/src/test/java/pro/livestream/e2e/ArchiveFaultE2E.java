package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** archive-service killed with -9 while it makes an archive. */
@ResourceLock(Needs.ARCHIVE)
class ArchiveFaultE2E {
    private static final Duration READY = Duration.ofSeconds(90);
    private static final int FRAMES_PER_SECOND = 25;

    private final Person alice = Person.registered("alice");

    @Test
    void anArchiveIsWholeThoughItsServiceIsKilledWhileItIsMade() {
        var broadcast = Show.of(alice, 12, stream -> Instant.now());
        var kills = 0;
        for (var stage : new String[] {"pending", "processing"}) {
            var status = await().atMost(READY)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> Archives.statusOf(alice, broadcast.stream()), found -> !found.isEmpty());
            if (!status.equals("ready")) {
                Suite.running().kill("archive-service");
                kills++;
                System.out.printf("archive-service killed while %s (waiting for %s)%n", status, stage);
                await().atMost(READY).until(() -> Suite.running().isReady("archive-service"));
            }
        }

        var archive = Archives.awaitReady(alice, broadcast.stream());

        System.out.printf(
                "archive-service: %d kills, %d of %d segments, %d s%n",
                kills,
                archive.at("/report/stored_segments").asInt(),
                archive.at("/report/expected_segments").asInt(),
                archive.get("duration_s").asInt());
        assertThat(kills).isPositive();
        assertThat(archive.get("duration_s").asDouble())
                .isGreaterThan(broadcast.seconds(broadcast.began(), broadcast.left()) - 3);
        assertThat(archive.at("/report/stored_segments")).isEqualTo(archive.at("/report/expected_segments"));
        assertThat(Broadcast.decodedFrames(archive.at("/playback/hls_url").asText(), 60))
                .isGreaterThanOrEqualTo((archive.get("duration_s").asInt() - 2) * FRAMES_PER_SECOND);
        assertThat(Events.of("archive.ready", broadcast.stream(), 2, Duration.ofSeconds(6)))
                .hasSize(1);
    }
}
