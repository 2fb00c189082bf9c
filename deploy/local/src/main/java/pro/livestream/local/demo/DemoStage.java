package pro.livestream.local.demo;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Guests of the interactive stage: they come one by one, say every half minute that they are there, and leave. */
final class DemoStage {
    private static final int GUESTS = 12;
    private static final int HEARTBEAT_S = 25;
    private static final int CREATED = 201;

    private final Api api;
    private final CountDownLatch end;

    DemoStage(Api anonymous, String apiSecretKey, CountDownLatch end) {
        this.api = anonymous.with("x-api-key", apiSecretKey);
        this.end = end;
    }

    void start() {
        IntStream.rangeClosed(1, GUESTS)
                .forEach(number -> Thread.ofVirtual()
                        .name("demo-stage-" + number)
                        .start(() -> stay("demo-guest-" + number, number)));
    }

    private void stay(String userId, int number) {
        try {
            if (end.await(number, TimeUnit.SECONDS)) {
                return;
            }
            var seat = api.post("/api/token/viewer", Map.of("userId", userId));
            if (seat.status() != CREATED) {
                return;
            }
            var here = Map.of(
                    "userId", userId, "stageArn", seat.body().path("stageArn").asText());
            do {
                api.post("/api/viewer/heartbeat", here);
            } while (!end.await(HEARTBEAT_S, TimeUnit.SECONDS));
            api.post("/api/viewer/leave", here);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
