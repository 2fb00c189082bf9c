package pro.livestream.archive.assembly;

import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import pro.livestream.archive.recording.UnusableRecordingException;
import pro.livestream.archive.storage.NoSuchObjectException;
import pro.livestream.platform.error.DependencyFailure;

/** What a failed try is called towards the owner. */
final class AssemblyFailure {

    private AssemblyFailure() {}

    static boolean isFinal(Throwable failure) {
        return failure instanceof UnusableRecordingException;
    }

    static String reason(Throwable failure) {
        return switch (failure) {
            case UnusableRecordingException unusable -> unusable.reason();
            case NoSuchObjectException gone -> "The recording's table of contents is not in the store.";
            case TimeoutException late -> "Converting the recording took too long.";
            case UncheckedIOException disk
            when String.valueOf(disk.getMessage()).contains("No space left") ->
                "The server had no room left for converting the recording.";
            default ->
                DependencyFailure.isOne(failure)
                        ? "The store could not be reached for a long time."
                        : "The recording could not be converted. You can try it again.";
        };
    }
}
