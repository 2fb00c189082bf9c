package pro.livestream.archive.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import pro.livestream.platform.drain.Drain;

/** One try at one job, for as long as its lease is ours. */
@ApplicationScoped
class JobRun {

    private static final Logger LOG = Logger.getLogger(JobRun.class);

    /** The node leaves: not the job's fault. */
    private static final class StoppedException extends RuntimeException {
        StoppedException() {
            super("the node leaves", null, false, false);
        }
    }

    private static final class ExhaustedException extends RuntimeException {
        ExhaustedException(int attempts) {
            super("begun " + attempts + " times without an end", null, false, false);
        }
    }

    /** How long the lease lasts if nothing more is heard of PostgreSQL. */
    private static final class Agreed {
        private volatile Instant until;

        Agreed(Instant until) {
            this.until = until;
        }
    }

    private final JobQueue queue;
    private final Instance<JobHandler> handlers;
    private final WorkConfig config;
    private final BackOffPolicy backOff;
    private final Drain drain;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();
    private final Set<UniEmitter<? super Void>> running = ConcurrentHashMap.newKeySet();

    JobRun(JobQueue queue, Instance<JobHandler> handlers, WorkConfig config, Drain drain, MeterRegistry metrics) {
        this.queue = queue;
        this.handlers = handlers;
        this.config = config;
        this.backOff = new BackOffPolicy(config.retryFirst(), config.retryMax());
        this.drain = drain;
        this.metrics = metrics;
    }

    /** Never fails because of the job. */
    Uni<Void> of(Job job) {
        var handler = handlers.stream()
                .filter(known -> known.kind() == job.kind())
                .findFirst()
                .orElseThrow();
        var progress = new JobProgress();
        Uni<Void> work = job.attempts() > config.attemptsMax()
                ? Uni.createFrom().failure(new ExhaustedException(job.attempts()))
                : Uni.createFrom().deferred(() -> handler.run(job, progress));
        return Uni.join()
                .first(work, lease(job, progress), stopSignal())
                .toTerminate()
                .invoke(() -> count(job, "done"))
                .onFailure()
                .recoverWithUni(failure -> failed(handler, job, failure))
                .eventually(() -> handler.clean(job));
    }

    void stopAll() {
        running.forEach(emitter -> emitter.fail(new StoppedException()));
    }

    private Uni<Void> stopSignal() {
        return Uni.createFrom().emitter(emitter -> {
            running.add(emitter);
            emitter.onTermination(() -> running.remove(emitter));
            if (drain.isDraining()) {
                emitter.fail(new StoppedException());
            }
        });
    }

    /** Fails when the lease is lost, never ends otherwise; while PostgreSQL is away it lasts as long as was agreed. */
    private Uni<Void> lease(Job job, JobProgress progress) {
        var agreed = new Agreed(clock.instant().plus(config.lease()));
        return Multi.createFrom()
                .ticks()
                .every(config.renewEvery())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> renew(job, progress, agreed))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> renew(Job job, JobProgress progress, Agreed agreed) {
        Instant asked = clock.instant();
        return queue.renew(job, config.lease(), progress.step())
                .invoke(() -> agreed.until = asked.plus(config.lease()))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("the lease of a job can't be renewed right now: %s", failure.toString());
                    return clock.instant().isBefore(agreed.until.minus(config.renewEvery()));
                })
                .invoke(ours -> {
                    if (!ours) {
                        throw new LeaseLostException();
                    }
                });
    }

    private Uni<Void> failed(JobHandler handler, Job job, Throwable failure) {
        return switch (failure) {
            case LeaseLostException lost -> {
                LOG.infof("%s of archive %s goes on elsewhere, or is not wanted", job.kind(), job.archiveId());
                count(job, "lost");
                yield Uni.createFrom().voidItem();
            }
            case StoppedException stopped -> queue.release(job);
            default -> tryAgain(handler, job, failure);
        };
    }

    private Uni<Void> tryAgain(JobHandler handler, Job job, Throwable failure) {
        boolean last = failure instanceof ExhaustedException
                || handler.isFinal(failure)
                || job.failures() + 1 >= config.failuresMax();
        LOG.warnf(failure, "%s of archive %s failed for the %d. time", job.kind(), job.archiveId(), job.failures() + 1);
        return (last ? handler.giveUp(job, failure) : Uni.createFrom().item(false)).chain(givenUp -> {
            count(job, givenUp ? "given_up" : "failed");
            return givenUp ? Uni.createFrom().voidItem() : queue.tryAgain(job, backOff.after(job.failures() + 1));
        });
    }

    private void count(Job job, String result) {
        metrics.counter("livestream.archive.jobs", "kind", job.kind().wireName(), "result", result)
                .increment();
    }
}
