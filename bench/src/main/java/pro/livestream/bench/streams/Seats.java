package pro.livestream.bench.streams;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Viewers of stages: many at once, and a day from none to 900 and back. */
final class Seats {

    private static final int SEATS = 50;
    private static final int AT_ONCE = 200;

    private record Seated(String userId, String stageArn) {}

    private final Suite suite;
    private final String run = Long.toString(System.nanoTime(), 36);
    private int fullest;
    private int mostStages;

    Seats(Suite suite) {
        this.suite = suite;
    }

    String run() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var seated = new ArrayList<>(enter(0, AT_ONCE));
        double first = (System.nanoTime() - begun) / 1e6;
        look();
        int fullestAtOnce = fullest;
        for (int size = 300; size <= 900; size += 100) {
            seated.addAll(enter(seated.size(), size - seated.size()));
            look();
        }
        for (int size = 600; size >= 0; size -= 300) {
            leave(seated.subList(size, seated.size()));
            look();
        }
        return String.format(
                "seats: 200 tokens at once in %.0f ms, fullest stage %d of %d; 0 to 900 to 0: fullest %d, at most %d"
                        + " stages (19 hold 900)",
                first, fullestAtOnce, SEATS, fullest, mostStages);
    }

    private List<Seated> enter(int from, int number) {
        var asked = new ArrayList<CompletableFuture<Seated>>();
        for (int i = from; i < from + number; i++) {
            String user = "bench-" + run + "-" + i;
            asked.add(suite.post("/api/token/viewer", suite.asServer(), Map.of("userId", user))
                    .thenApply(answer -> {
                        if (answer.statusCode() != 201) {
                            throw new IllegalStateException("no seat: " + answer.statusCode() + " " + answer.body());
                        }
                        var arn = answer.body().replaceAll("(?s).*\"stageArn\":\"([^\"]+)\".*", "$1");
                        return new Seated(user, arn);
                    }));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private void leave(List<Seated> leaving) throws InterruptedException {
        var turns = new Semaphore(AT_ONCE);
        var done = new ArrayList<CompletableFuture<?>>();
        for (Seated one : List.copyOf(leaving)) {
            turns.acquire();
            done.add(suite.post(
                            "/api/viewer/heartbeat",
                            suite.asServer(),
                            Map.of("userId", one.userId(), "stageArn", one.stageArn()))
                    .thenCompose(beaten -> suite.post(
                            "/api/viewer/leave",
                            suite.asServer(),
                            Map.of("userId", one.userId(), "stageArn", one.stageArn())))
                    .whenComplete((left, failure) -> turns.release()));
        }
        done.forEach(CompletableFuture::join);
        leaving.clear();
    }

    private void look() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(1);
        var stages = suite.get("/api/stage/list?limit=100", suite.asServer()).get("items");
        mostStages = Math.max(mostStages, stages.size());
        var taken = new HashMap<String, Integer>();
        for (var stage : suite.get("/api/stats/stages", suite.asServer()).findValues("seatsTaken")) {
            taken.merge("seats", stage.asInt(), Math::max);
        }
        fullest = Math.max(fullest, taken.getOrDefault("seats", 0));
    }
}
