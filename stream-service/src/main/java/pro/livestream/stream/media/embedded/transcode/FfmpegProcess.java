package pro.livestream.stream.media.embedded.transcode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** A running FFmpeg, fed through its standard input. */
public interface FfmpegProcess {

    /** What the one who feeds it hears; calls come from any thread. */
    interface Listener {

        /** There is room again after {@link FfmpegProcess#offer} said no. */
        void drained();

        void progressed(Progress progress);

        /** Once, at the end of the process, whatever ended it. */
        void exited(int code, String lastWords);
    }

    /** The last report of FFmpeg about itself: media time written and speed against the clock. */
    record Progress(long outTimeMillis, double speed, long droppedFrames) {

        public static final Progress NONE = new Progress(0, 0, 0);
    }

    /** Takes the bytes and answers whether more are welcome; bytes after its end are dropped. */
    boolean offer(Buffer bytes);

    /** Takes the bytes whatever is queued, and is done when they are in the pipe, or will never be. */
    Uni<Void> write(Buffer bytes);

    /** Ends its input and waits until it has written what it holds; a process that is too slow is killed. */
    Uni<Void> finish();

    void kill();

    long pid();
}
