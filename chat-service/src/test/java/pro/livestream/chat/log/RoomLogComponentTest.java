package pro.livestream.chat.log;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class RoomLogComponentTest {

    @Inject
    RoomLog log;

    @Inject
    CoreLoop loop;

    private final RoomKey room = new RoomKey("localhost", UUID.randomUUID());

    @Test
    void anEpochBegunFromAnOldViewDoesNotGiveOffsetsAwayTwice() {
        await().atMost(Duration.ofSeconds(60)).until(log::isUp);
        onLoop(() -> log.beginEpoch(room, new Position(1, 1000), List.of()));
        var said = append(new Position(1, 1000));

        var late = onLoop(() -> log.beginEpoch(room, new Position(2, 1000), List.of()));
        var next = append(late);

        assertEquals(new Position(1, 1001), said);
        assertEquals(new Position(2, 1001), late);
        assertEquals(new Position(2, 1002), next);
    }

    private Position append(Position seen) {
        var outcome = onLoop(() -> log.append(new Appending(
                room,
                RoomEntry.Kind.COMMENTED,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "{}",
                null,
                System.currentTimeMillis(),
                false,
                Duration.ZERO,
                seen)));
        return assertInstanceOf(Appending.Appended.class, outcome).position();
    }

    private <T> T onLoop(Supplier<Future<T>> work) {
        var done = new CompletableFuture<T>();
        loop.execute(() -> work.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return done.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
    }
}
