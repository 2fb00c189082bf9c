package pro.livestream.chat.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class ShortLogComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    RoomLog log;

    @Inject
    CoreLoop loop;

    private final RoomKey room = new RoomKey("localhost", UUID.randomUUID());
    private final Instant now = java.time.Clock.systemUTC().instant();

    @BeforeEach
    void aSequence() {
        Awaitility.await().atMost(PATIENCE).until(log::isUp);
        get(() -> log.beginEpoch(room, new Position(1, 0), List.of()));
    }

    @Test
    void aLogThatIsKeptShortlyLosesWhatIsTooOldWithTheNextEntry() {
        append("old", now.minusSeconds(400), Appending.Keeping.SHORTLY);
        append("older than the bound", now.minusSeconds(301), Appending.Keeping.SHORTLY);
        append("young", now.minusSeconds(100), Appending.Keeping.SHORTLY);

        append("new", now, Appending.Keeping.SHORTLY);

        assertEquals(List.of("young", "new"), texts());
    }

    @Test
    void anotherLogKeepsThem() {
        append("old", now.minusSeconds(400), Appending.Keeping.AS_IT_IS);

        append("new", now, Appending.Keeping.AS_IT_IS);

        assertEquals(List.of("old", "new"), texts());
    }

    private void append(String text, Instant said, Appending.Keeping keeping) {
        var id = UUID.randomUUID();
        var body = FrameJson.object()
                .put("id", id.toString())
                .put("message", text)
                .put("created_at", FrameJson.time(said));
        get(() -> log.append(new Appending(
                        room,
                        RoomEntry.Kind.COMMENTED,
                        id,
                        id,
                        body.toString(),
                        null,
                        said.toEpochMilli(),
                        false,
                        Duration.ZERO,
                        Position.START)
                .keeping(keeping)));
    }

    private List<String> texts() {
        return get(() -> log.read(room)).entries().stream()
                .map(entry -> FrameJson.own(entry.body()).path("message").asText())
                .toList();
    }

    private <T> T get(Supplier<Future<T>> work) {
        return Uni.createFrom()
                .<T>emitter(done ->
                        loop.execute(() -> work.get().onSuccess(done::complete).onFailure(done::fail)))
                .await()
                .atMost(PATIENCE);
    }
}
