package pro.livestream.archive.work;

/** Another node has the job by now, or it is no longer wanted: whatever was made of it here must not count. */
public final class LeaseLostException extends RuntimeException {

    public LeaseLostException() {
        super("the job's lease is lost", null, false, false);
    }
}
