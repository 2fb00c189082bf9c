package pro.livestream.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The supervised programs of one launcher: started side by side, stopped in reverse. */
public final class Stack implements AutoCloseable {
    private final Supervised.Surroundings surroundings;
    private final Duration grace;
    private final List<Supervised> programs = new ArrayList<>();
    private final ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletionService<@Nullable Void> completions = new ExecutorCompletionService<>(starters);
    private int begun;
    private boolean closed;

    public Stack(Path data, Map<String, String> environment, Duration grace, Supervised.Announcer announcer) {
        this.grace = grace;
        this.surroundings = new Supervised.Surroundings(
                data.resolve("logs"),
                new ProcessRecords(data.resolve("run")),
                new Guard(),
                announcer,
                !"false".equals(environment.get("LIVESTREAM_RESTART")),
                Duration.ofMillis(Long.parseLong(environment.getOrDefault("LIVESTREAM_RESTART_DELAY_MS", "3000"))));
    }

    /** Starts the program after its preparation; {@link #await} tells when it serves. */
    public void begin(int stage, Runnable preparation, Program program) {
        var supervised = add(stage, program);
        begin(() -> {
            var began = System.nanoTime();
            preparation.run();
            supervised.start();
            var seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
            program.endpoints()
                    .forEach(endpoint -> surroundings
                            .announcer()
                            .say(endpoint.name(), "ready in %.1f s  %s".formatted(seconds, endpoint.url())));
        });
    }

    /** Work beside the programs. */
    public synchronized void begin(Runnable work) {
        begun++;
        work(work);
    }

    private void work(Runnable work) {
        if (completions.submit(work, null).isCancelled()) {
            throw new StartFailure("Being stopped.");
        }
    }

    /** Returns when everything that was begun is done, or throws with the first failure. */
    public void await() {
        try {
            while (takeOne()) {
                completions.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : new StartFailure(e.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted.", e);
        }
    }

    private synchronized boolean takeOne() {
        if (begun == 0) {
            return false;
        }
        begun--;
        return true;
    }

    public synchronized List<Supervised> programs() {
        return List.copyOf(programs);
    }

    private synchronized Supervised add(int stage, Program program) {
        if (closed) {
            throw new StartFailure("Being stopped.");
        }
        var supervised = new Supervised(program, stage * ProcessRecord.STAGE + programs.size(), surroundings);
        programs.add(supervised);
        return supervised;
    }

    @Override
    public void close() {
        List<Supervised> last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = List.copyOf(programs);
        }
        Stages.backwards(last, Supervised::stage, supervised -> supervised.stop(grace));
        starters.shutdownNow();
        surroundings.guard().close();
    }
}
