package pro.livestream.local.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.local.process.ProcessRecord.State;

/** One program that is kept running: started, awaited, started again when it dies, stopped. */
public final class Supervised {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PORT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PORT_POLL = Duration.ofMillis(50);
    private static final long LOG_MAX_BYTES = 20L * 1024 * 1024;

    private final Program program;
    private final int order;
    private final Surroundings surroundings;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Process process;

    public Supervised(Program program, int order, Surroundings surroundings) {
        this.program = program;
        this.order = order;
        this.surroundings = surroundings;
    }

    /** What every supervised program shares. */
    public record Surroundings(
            Path logs,
            ProcessRecords records,
            Guard guard,
            Announcer announcer,
            boolean restarting,
            Duration backOff) {}

    /** Tells the person at the console. */
    @FunctionalInterface
    public interface Announcer {
        void say(String name, String what);
    }

    public String name() {
        return program.name();
    }

    public Program program() {
        return program;
    }

    /** Returns when the program serves; from then on it is started again whenever it ends. */
    public void start() {
        refuseTakenPorts();
        var running = spawn();
        if (!becomesReady(running)) {
            var why = running.isAlive()
                    ? "is not ready after " + program.readyWithin().toSeconds() + " s"
                    : "ended with code " + running.exitValue();
            stop(Duration.ofSeconds(5));
            throw new StartFailure(program.name() + " " + why + ".\n" + LogTail.of(log(), 25));
        }
        write(running, State.READY);
        Thread.ofVirtual().name("watch-" + program.name()).start(() -> watch(running));
    }

    public void stop(Duration grace) {
        stopped.countDown();
        var last = current();
        if (last != null) {
            Signals.end(last.toHandle(), program.stopSignal(), grace);
            surroundings.guard().forget(last.pid());
        }
        program.endpoints().forEach(endpoint -> surroundings.records().remove(endpoint.name()));
    }

    int stage() {
        return order / ProcessRecord.STAGE;
    }

    public long pid() {
        var now = current();
        return now == null ? 0 : now.pid();
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    private void refuseTakenPorts() {
        for (var endpoint : program.endpoints()) {
            if (endpoint.port() != 0 && !becomesFree(endpoint.port())) {
                throw new StartFailure(endpoint.name() + " can't listen on port " + endpoint.port() + ", taken by "
                        + PortHolder.describe(endpoint.port()) + ".");
            }
        }
    }

    /** A port that nobody can be named for may be that of a process which is just ending. */
    private static boolean becomesFree(int port) {
        var until = System.nanoTime() + PORT_PATIENCE.toNanos();
        while (!Ports.isFree(port)) {
            if (PortHolder.pid(port).isPresent() || System.nanoTime() - until > 0) {
                return false;
            }
            LockSupport.parkNanos(PORT_POLL.toNanos());
        }
        return true;
    }

    private void watch(Process first) {
        var running = first;
        while (true) {
            try {
                var code = running.waitFor();
                surroundings.guard().forget(running.pid());
                if (isStopping()) {
                    return;
                }
                if (!surroundings.restarting()) {
                    write(running, State.DOWN);
                    surroundings.announcer().say(program.name(), "ended with code " + code);
                    return;
                }
                write(running, State.RESTARTING);
                surroundings
                        .announcer()
                        .say(
                                program.name(),
                                "ended with code " + code + "; starting it again in "
                                        + surroundings.backOff().toSeconds() + " s");
                if (!awaitsItsTurn()) {
                    return;
                }
                running = spawn();
                if (becomesReady(running)) {
                    write(running, State.READY);
                    surroundings.announcer().say(program.name(), "is ready again");
                } else if (running.isAlive()) {
                    Signals.end(running.toHandle(), program.stopSignal(), Duration.ofSeconds(5));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The back-off, and for as long as somebody keeps it away; false when it is not to be started again. */
    private boolean awaitsItsTurn() throws InterruptedException {
        if (stopped.await(surroundings.backOff().toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        while (surroundings.records().isHeld(program.name())) {
            if (stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private synchronized Process spawn() {
        if (isStopping()) {
            throw new StartFailure(program.name() + " is being stopped.");
        }
        try {
            Files.createDirectories(surroundings.logs());
            Files.createDirectories(program.directory());
            setOldLogAside();
            program.readiness().reset();
            var builder = new ProcessBuilder(program.command())
                    .directory(program.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log().toFile()));
            builder.environment().putAll(program.environment());
            var fresh = builder.start();
            process = fresh;
            surroundings.guard().watch(fresh.pid(), program.stopSignal());
            write(fresh, State.STARTING);
            return fresh;
        } catch (IOException e) {
            throw new StartFailure(program.name() + " can't be started: " + e.getMessage(), e);
        }
    }

    private boolean becomesReady(Process running) {
        var deadline = Instant.now().plus(program.readyWithin());
        try {
            while (!isStopping() && Instant.now().isBefore(deadline)) {
                if (program.readiness().isReady() && holdsItsPorts(running)) {
                    return running.isAlive();
                }
                if (running.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Another process on the same port would answer for a child that is still starting. */
    private boolean holdsItsPorts(Process running) {
        return program.endpoints().stream()
                .map(Program.Endpoint::port)
                .allMatch(port -> port == 0 || PortHolder.isHeldBy(running.pid(), port));
    }

    private synchronized void write(Process of, State state) {
        if (isStopping()) {
            return;
        }
        var key = ProcessKey.of(of.pid()).orElse(new ProcessKey(of.pid(), "ended"));
        program.endpoints()
                .forEach(endpoint -> surroundings
                        .records()
                        .write(new ProcessRecord(order, endpoint.name(), key, endpoint.port(), endpoint.url(), state)));
    }

    private void setOldLogAside() throws IOException {
        var log = log();
        if (Files.exists(log) && Files.size(log) > LOG_MAX_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private boolean isStopping() {
        return stopped.getCount() == 0;
    }

    private Path log() {
        return surroundings.logs().resolve(program.name() + ".log");
    }
}
