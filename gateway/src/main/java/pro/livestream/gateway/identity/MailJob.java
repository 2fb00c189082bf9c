package pro.livestream.gateway.identity;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import pro.livestream.platform.boot.Boot;

/** Hands due mails to the mail server; those it does not take come back later and later. */
@ApplicationScoped
class MailJob {
    private static final Logger LOG = Logger.getLogger(MailJob.class);
    private static final Duration HOLD = Duration.ofMinutes(1);
    private static final Duration RETRY_FIRST = Duration.ofSeconds(5);
    private static final int DOUBLINGS_MAX = 10;
    private static final int AT_ONCE_MAX = 4;

    private final MailStore store;
    private final MailTexts texts;
    private final ReactiveMailer mailer;
    private final Boot boot;

    MailJob(MailStore store, MailTexts texts, ReactiveMailer mailer, Boot boot) {
        this.store = store;
        this.texts = texts;
        this.mailer = mailer;
        this.boot = boot;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        if (!boot.isReady()) {
            return Uni.createFrom().voidItem();
        }
        return store.take(Clock.systemUTC().instant(), HOLD)
                .chain(mails -> Multi.createFrom()
                        .iterable(mails)
                        .onItem()
                        .transformToUni(this::send)
                        .merge(AT_ONCE_MAX)
                        .collect()
                        .last())
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("mails could not be read: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> send(MailStore.Mail mail) {
        return mailer.send(texts.compose(mail))
                .chain(() -> store.delete(mail.mailId()))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("a mail could not be sent: %s", failure.getClass().getSimpleName());
                    var pause = RETRY_FIRST.multipliedBy(1L << Math.min(mail.attempts(), DOUBLINGS_MAX));
                    return store.retry(mail, Clock.systemUTC().instant().plus(pause));
                });
    }
}
