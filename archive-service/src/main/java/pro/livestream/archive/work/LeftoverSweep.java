package pro.livestream.archive.work;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import pro.livestream.archive.files.WorkFolderBlockingAdapter;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.config.ServiceConfig;

/** Takes away what an earlier process of this node's name has left: its leases and its files. */
@ApplicationScoped
class LeftoverSweep implements Boot.Step {

    private static final Logger LOG = Logger.getLogger(LeftoverSweep.class);

    private final JobQueue queue;
    private final WorkSpace space;
    private final ServiceConfig service;

    LeftoverSweep(JobQueue queue, WorkSpace space, ServiceConfig service) {
        this.queue = queue;
        this.space = space;
        this.service = service;
    }

    @Override
    public Uni<Void> run() {
        return queue.releaseAllOf(service.instance())
                .invoke(count -> {
                    if (count > 0) {
                        LOG.infof("%d jobs of this node's last life go on", count);
                    }
                })
                .chain(() -> WorkFolderBlockingAdapter.remove(space.folder()));
    }
}
