package pro.livestream.stream.media.embedded.transcode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Owns one child process: a virtual thread writes its input from a bounded queue, another reads what it says. */
public final class FfmpegBlockingAdapter implements FfmpegProcess {

    private static final Logger LOG = Logger.getLogger(FfmpegBlockingAdapter.class);
    private static final int LAST_LINES = 12;
    private static final Piece END = new Piece(Buffer.buffer(0), () -> {});

    private final Process process;
    private final Listener listener;
    private final int queueBytesMax;
    private final Duration finishTimeout;
    private final Deque<Piece> queue = new ArrayDeque<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Map<String, String> report = new HashMap<>();
    private long queuedBytes;
    private boolean full;
    private boolean closed;

    private record Piece(Buffer bytes, Runnable done) {}

    private FfmpegBlockingAdapter(Process process, Listener listener, int queueBytesMax, Duration finishTimeout) {
        this.process = process;
        this.listener = listener;
        this.queueBytesMax = queueBytesMax;
        this.finishTimeout = finishTimeout;
    }

    /** The folders of the plan must exist; nothing of our environment goes to the child. */
    public static FfmpegProcess start(
            String executable, TranscodePlan plan, Listener listener, int queueBytesMax, Duration finishTimeout) {
        var command = new ArrayList<String>();
        command.add(executable);
        command.addAll(FfmpegArguments.of(plan));
        var builder = new ProcessBuilder(command)
                .directory(new File(plan.folder().toString()))
                .redirectErrorStream(true);
        builder.environment().clear();
        try {
            var adapter = new FfmpegBlockingAdapter(builder.start(), listener, queueBytesMax, finishTimeout);
            Thread.ofVirtual().name("ffmpeg-in").start(adapter::write);
            Thread.ofVirtual().name("ffmpeg-out").start(adapter::read);
            return adapter;
        } catch (IOException e) {
            throw new UncheckedIOException("FFmpeg could not be started", e);
        }
    }

    @Override
    public boolean offer(Buffer bytes) {
        synchronized (queue) {
            if (closed || bytes.length() == 0) {
                return true;
            }
            enqueue(new Piece(bytes, () -> {}));
            full = queuedBytes >= queueBytesMax;
            return !full;
        }
    }

    private void enqueue(Piece piece) {
        queue.add(piece);
        queuedBytes += piece.bytes().length();
        queue.notifyAll();
    }

    @Override
    public Uni<Void> write(Buffer bytes) {
        return Uni.createFrom().emitter(emitter -> {
            boolean gone;
            synchronized (queue) {
                gone = closed || bytes.length() == 0;
                if (!gone) {
                    enqueue(new Piece(bytes, () -> emitter.complete(null)));
                }
            }
            if (gone) {
                emitter.complete(null);
            }
        });
    }

    @Override
    public Uni<Void> finish() {
        return Uni.createFrom()
                .completionStage(() -> {
                    endInput();
                    return process.onExit().orTimeout(finishTimeout.toMillis(), TimeUnit.MILLISECONDS);
                })
                .replaceWithVoid()
                .onFailure(TimeoutException.class)
                .recoverWithUni(() -> Uni.createFrom()
                        .completionStage(process.destroyForcibly().onExit())
                        .replaceWithVoid());
    }

    @Override
    public void kill() {
        endInput();
        process.destroyForcibly();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    private void endInput() {
        synchronized (queue) {
            if (!closed) {
                closed = true;
                queue.add(END);
                queue.notifyAll();
            }
        }
    }

    private void write() {
        try (var input = process.getOutputStream()) {
            for (Piece next = take(); next.bytes().length() > 0; next = take()) {
                input.write(next.bytes().getBytes());
                if (nothingQueued()) {
                    input.flush();
                }
                next.done().run();
            }
        } catch (IOException e) {
            LOG.debugf("FFmpeg %d takes no more: %s", process.pid(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            discard();
        }
    }

    private boolean nothingQueued() {
        synchronized (queue) {
            return queue.isEmpty();
        }
    }

    private Piece take() throws InterruptedException {
        Piece next;
        boolean drained;
        synchronized (queue) {
            while (queue.isEmpty()) {
                queue.wait();
            }
            next = queue.remove();
            queuedBytes -= next.bytes().length();
            drained = full && queuedBytes < queueBytesMax / 2;
            if (drained) {
                full = false;
            }
        }
        if (drained) {
            listener.drained();
        }
        return next;
    }

    private void discard() {
        boolean waiting;
        List<Piece> dropped;
        synchronized (queue) {
            closed = true;
            dropped = List.copyOf(queue);
            queue.clear();
            queuedBytes = 0;
            waiting = full;
            full = false;
        }
        dropped.forEach(piece -> piece.done().run());
        if (waiting) {
            listener.drained();
        }
    }

    private void read() {
        try (var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
                line(line);
            }
        } catch (IOException e) {
            LOG.debugf("FFmpeg %d is gone: %s", process.pid(), e.getMessage());
        }
        try {
            listener.exited(process.waitFor(), String.join("\n", lastLines));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Progress comes as {@code key=value} lines, a block of them closed by {@code progress=}; all else is its log. */
    private void line(String line) {
        int equals = line.indexOf('=');
        boolean report =
                equals > 0 && line.chars().limit(equals).allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
        if (!report) {
            LOG.debugf("FFmpeg %d: %s", process.pid(), line);
            lastLines.add(line);
            if (lastLines.size() > LAST_LINES) {
                lastLines.remove();
            }
            return;
        }
        String key = line.substring(0, equals);
        if (!key.equals("progress")) {
            this.report.put(key, line.substring(equals + 1).strip());
            return;
        }
        listener.progressed(
                new Progress((long) number("out_time_us") / 1000, number("speed"), (long) number("drop_frames")));
        this.report.clear();
    }

    private double number(String key) {
        String text = report.getOrDefault(key, "").replaceAll("[^0-9.]", "");
        try {
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
