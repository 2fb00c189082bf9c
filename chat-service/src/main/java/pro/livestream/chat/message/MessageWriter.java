package pro.livestream.chat.message;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.tenant.Tenant;

/** Gathers rows for a few milliseconds and writes them together, in order; keeps them while PostgreSQL is away. */
@Singleton
class MessageWriter {

    private static final Logger LOG = Logger.getLogger(MessageWriter.class);
    private static final long RETRY_FIRST_MS = 100;
    private static final long RETRY_MAX_MS = 2000;

    private final MessageStore store;
    private final CoreLoop loop;
    private final MessageConfig config;
    private final Map<String, Queue> queues = new HashMap<>();
    private final AtomicInteger backlog = new AtomicInteger();
    private final Timer latency;
    private final Counter failures;

    /** What one tenant's rows wait in. */
    private static final class Queue {
        private final Tenant tenant;
        private final Deque<Storing> rows = new ArrayDeque<>();
        private boolean writing;
        private boolean due;
        private int batchMax;
        private long retryMs = RETRY_FIRST_MS;

        private Queue(Tenant tenant, int batchMax) {
            this.tenant = tenant;
            this.batchMax = batchMax;
        }
    }

    MessageWriter(MessageStore store, CoreLoop loop, MessageConfig config, MeterRegistry registry) {
        this.store = store;
        this.loop = loop;
        this.config = config;
        this.latency = Timer.builder("chat.persist.latency")
                .description("One batch of rows written to PostgreSQL")
                .publishPercentileHistogram()
                .register(registry);
        this.failures = Counter.builder("chat.postgres.errors")
                .description("Batches that PostgreSQL did not take")
                .register(registry);
        registry.gauge("chat.persist.backlog", backlog, AtomicInteger::get);
    }

    boolean isFull() {
        return backlog.get() >= config.backlogMax();
    }

    /** Rows not stored yet; from any thread. */
    int backlog() {
        return backlog.get();
    }

    void add(Storing row) {
        var queue = queues.computeIfAbsent(row.tenant(), name -> new Queue(new Tenant(name), config.batchMax()));
        queue.rows.addLast(row);
        backlog.incrementAndGet();
        if (!queue.writing && !queue.due) {
            queue.due = true;
            loop.after(config.writeWindow().toMillis(), () -> {
                queue.due = false;
                write(queue);
            });
        }
    }

    private void write(Queue queue) {
        if (queue.writing || queue.rows.isEmpty()) {
            return;
        }
        queue.writing = true;
        var batch = new ArrayList<Storing>();
        for (var row : queue.rows) {
            if (batch.size() == queue.batchMax) {
                break;
            }
            batch.add(row);
        }
        long started = System.nanoTime();
        store.write(queue.tenant, batch)
                .subscribe()
                .with(
                        done -> loop.execute(() -> written(queue, batch, started)),
                        failure -> loop.execute(() -> failed(queue, batch, failure)));
    }

    private void written(Queue queue, List<Storing> batch, long started) {
        latency.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        take(queue, batch.size());
        queue.batchMax = config.batchMax();
        queue.retryMs = RETRY_FIRST_MS;
        batch.forEach(Storing::stored);
        write(queue);
    }

    private void failed(Queue queue, List<Storing> batch, Throwable failure) {
        failures.increment();
        if (DependencyFailure.isOne(failure)) {
            LOG.warnf("%d rows of %s wait for PostgreSQL: %s", queue.rows.size(), queue.tenant, failure.toString());
            loop.after(queue.retryMs, () -> {
                queue.writing = false;
                write(queue);
            });
            queue.retryMs = Math.min(queue.retryMs * 2, RETRY_MAX_MS);
            return;
        }
        queue.writing = false;
        if (batch.size() > 1) {
            queue.batchMax = batch.size() / 2;
        } else {
            LOG.errorf(failure, "A row of %s can't be stored", queue.tenant);
            take(queue, 1);
            batch.forEach(Storing::rejected);
        }
        write(queue);
    }

    private void take(Queue queue, int count) {
        for (int i = 0; i < count; i++) {
            queue.rows.removeFirst();
        }
        backlog.addAndGet(-count);
        queue.writing = false;
    }
}
