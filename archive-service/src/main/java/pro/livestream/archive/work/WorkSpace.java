package pro.livestream.archive.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import pro.livestream.platform.config.ServiceConfig;

/** Where this node keeps the local files of its jobs. */
@ApplicationScoped
public class WorkSpace {

    private final Path folder;

    WorkSpace(WorkConfig work, ServiceConfig service) {
        this.folder = Path.of(work.spool())
                .resolve("archive")
                .resolve(service.instance().replaceAll("[^A-Za-z0-9._-]", "_"))
                .toAbsolutePath();
    }

    public Path folder() {
        return folder;
    }

    /** Of one holding of a job: no other process writes there, not even one that lost its lease. */
    public Path folderOf(Job job) {
        return folder.resolve(job.archiveId() + "-" + job.fence());
    }
}
