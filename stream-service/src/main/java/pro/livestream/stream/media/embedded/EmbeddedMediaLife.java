package pro.livestream.stream.media.embedded;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jboss.logging.Logger;
import pro.livestream.platform.drain.Drain;
import pro.livestream.stream.media.IngestDesk;
import pro.livestream.stream.media.embedded.rtmp.RtmpLimits;
import pro.livestream.stream.media.embedded.rtmp.RtmpServer;

/** Opens the RTMP ingest, keeps the leases of what is on air, and closes both in order. */
@ApplicationScoped
class EmbeddedMediaLife {

    private static final Logger LOG = Logger.getLogger(EmbeddedMediaLife.class);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(3);
    private static final Duration FINISH_EVERY = Duration.ofMillis(500);
    private static final Duration SHARE_CPU_EVERY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final EmbeddedMediaConfig config;
    private final EmbeddedMediaServer server;
    private final IngestDesk desk;
    private final Drain drain;
    private final RtmpServer rtmp;
    private final OperatingSystemMXBean cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private boolean renewing;
    private volatile boolean asking;

    EmbeddedMediaLife(
            Vertx vertx, EmbeddedMediaConfig config, EmbeddedMediaServer server, IngestDesk desk, Drain drain) {
        this.vertx = vertx;
        this.config = config;
        this.server = server;
        this.desk = desk;
        this.drain = drain;
        this.rtmp = new RtmpServer(
                vertx,
                server,
                new RtmpLimits(
                        config.rtmpMessageBytesMax(),
                        config.rtmpConnectionsMax(),
                        config.rtmpConnectionsPerAddressMax(),
                        config.rtmpPublishTimeout(),
                        config.rtmpReadTimeout()));
    }

    void start(@Observes @Priority(100) StartupEvent event) {
        server.clearSpool()
                .onFailure()
                .invoke(e -> LOG.warn("what was left in the spool stays", e))
                .onFailure()
                .recoverWithNull()
                .chain(() -> rtmp.listen(config.rtmpHost(), config.rtmpPort()))
                .subscribe()
                .with(
                        port -> {
                            server.listensOn(port);
                            LOG.infof("RTMP on %s:%d", config.rtmpHost(), port);
                        },
                        e -> LOG.errorf(e, "RTMP cannot listen on %s:%d", config.rtmpHost(), config.rtmpPort()));
        vertx.setPeriodic(RENEW_EVERY.toMillis(), id -> renew());
        vertx.setPeriodic(FINISH_EVERY.toMillis(), id -> server.finishWanted());
        vertx.setPeriodic(SHARE_CPU_EVERY.toMillis(), id -> server.shareCpu(cpu.getCpuLoad()));
        vertx.setPeriodic(config.playbackEvery().toMillis(), id -> heedViewers());
        drain.onDrain(this::close);
    }

    private void renew() {
        var held = server.checkpoints();
        if (renewing || held.isEmpty()) {
            return;
        }
        renewing = true;
        desk.renew(held)
                .invoke(kept -> server.keepOnly(held, kept))
                .onTermination()
                .invoke(() -> renewing = false)
                .subscribe()
                .with(ignored -> {}, e -> LOG.warnf("leases could not be renewed: %s", e.getMessage()));
    }

    private void heedViewers() {
        if (asking) {
            return;
        }
        asking = true;
        server.heedViewers()
                .onTermination()
                .invoke(() -> asking = false)
                .subscribe()
                .with(ignored -> {}, e -> LOG.warnf("what players tell is not known: %s", e.getMessage()));
    }

    private Uni<Void> close() {
        return rtmp.close().chain(server::closeAll);
    }
}
