package pro.livestream.stream.media.embedded;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import pro.livestream.stream.media.IngestDesk;
import pro.livestream.stream.media.IngestDesk.Finishing;

/**
 * Both sides of ending a stream on a node that does not hold its signal: what the holder has not recorded yet, the one that ends
 * it can not know of, so it asks and waits.
 */
final class ElsewhereFinish {

    private static final Logger LOG = Logger.getLogger(ElsewhereFinish.class);
    private static final Duration ASK_EVERY = Duration.ofMillis(250);

    /** How long a holder that lives may take; that of one that is dead runs out with its lease. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final IngestDesk desk;
    private volatile boolean looking;

    ElsewhereFinish(IngestDesk desk) {
        this.desk = desk;
    }

    /** Never {@code UNDER_WAY} but after a long wait. */
    Uni<Finishing> await(String tenant, UUID streamId) {
        return Multi.createBy()
                .repeating()
                .uni(() -> desk.finishElsewhere(tenant, streamId))
                .withDelay(ASK_EVERY)
                .whilst(finishing -> finishing == Finishing.UNDER_WAY)
                .filter(finishing -> finishing != Finishing.UNDER_WAY)
                .toUni()
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(Finishing.UNDER_WAY);
    }

    /** Looks once which of the sessions others want to be finished, and finishes them; one look at a time. */
    void look(Collection<IngestSession> sessions, Function<IngestSession, Uni<?>> stop) {
        if (looking || sessions.isEmpty()) {
            return;
        }
        looking = true;
        desk.wantedFinished(sessions.stream().map(IngestSession::grant).toList())
                .onTermination()
                .invoke(() -> looking = false)
                .subscribe()
                .with(
                        wanted -> sessions.stream()
                                .filter(session -> wanted.contains(session.streamId()))
                                .forEach(session -> finish(session, stop.apply(session))),
                        e -> LOG.warnf("what is to be finished can not be read: %s", e.getMessage()));
    }

    /** Told when all is recorded, however long that takes. */
    private void finish(IngestSession session, Uni<?> stopped) {
        LOG.infof("stream %s is ended elsewhere", session.streamId());
        stopped.chain(() -> session.end(Farewell.STREAM_ENDED))
                .chain(() -> desk.finished(session.grant())
                        .onFailure()
                        .retry()
                        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(3))
                        .atMost(20))
                .subscribe()
                .with(ignored -> {}, e -> LOG.errorf(e, "stream %s did not stop", session.streamId()));
    }
}
