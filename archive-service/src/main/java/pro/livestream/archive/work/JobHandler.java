package pro.livestream.archive.work;

import io.smallrye.mutiny.Uni;

/** What one kind of job does. */
public interface JobHandler {

    JobKind kind();

    /** Ends with {@link JobQueue#done} in the transaction of its result; a failure lets the job be tried again. */
    Uni<Void> run(Job job, JobProgress progress);

    /** Takes away what a try has left behind, however it ended; called when nothing of it runs any longer. */
    Uni<Void> clean(Job job);

    /** Whether no further try can help. */
    boolean isFinal(Throwable failure);

    /** Ends the job without a result; false where the job must go on being tried. */
    Uni<Boolean> giveUp(Job job, Throwable failure);
}
