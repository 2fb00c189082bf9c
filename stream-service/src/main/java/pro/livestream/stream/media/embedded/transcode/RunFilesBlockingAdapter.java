package pro.livestream.stream.media.embedded.transcode;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The files of a run: made before it, looked at while FFmpeg writes them, removed after use. */
public final class RunFilesBlockingAdapter {

    /** A closed source segment in seconds of its run. */
    public record RecordedSegment(Path file, double startSeconds, double endSeconds) {}

    /** What a look at a run found; texts are empty while a file is not there. */
    public record Found(Map<String, String> playlists, String master, List<RecordedSegment> recorded) {}

    private RunFilesBlockingAdapter() {}

    public static Uni<Void> prepare(TranscodePlan plan) {
        return onVirtualThread(() -> {
                    try {
                        for (Rendition rendition : plan.ladder()) {
                            Files.createDirectories(plan.folderOf(rendition));
                        }
                        return Boolean.TRUE;
                    } catch (IOException e) {
                        throw new UncheckedIOException("spool folder cannot be made", e);
                    }
                })
                .replaceWithVoid();
    }

    public static Uni<Found> look(TranscodePlan plan) {
        return onVirtualThread(() -> {
            var playlists = new HashMap<String, String>();
            for (Rendition rendition : plan.ladder()) {
                playlists.put(rendition.name(), read(plan.folderOf(rendition).resolve(TranscodePlan.PLAYLIST)));
            }
            String master = read(plan.folder().resolve(TranscodePlan.MASTER));
            return new Found(playlists, master, recorded(plan));
        });
    }

    public static Uni<Void> remove(List<Path> files) {
        return onVirtualThread(() -> {
                    files.forEach(RunFilesBlockingAdapter::delete);
                    return Boolean.TRUE;
                })
                .replaceWithVoid();
    }

    public static Uni<Void> removeFolder(Path folder) {
        return onVirtualThread(() -> {
                    try (var inside = Files.walk(folder)) {
                        inside.sorted(Comparator.reverseOrder()).forEach(RunFilesBlockingAdapter::delete);
                    } catch (NoSuchFileException e) {
                        return Boolean.FALSE;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return Boolean.TRUE;
                })
                .replaceWithVoid();
    }

    private static List<RecordedSegment> recorded(TranscodePlan plan) {
        var segments = new ArrayList<RecordedSegment>();
        String list = read(plan.folder().resolve(TranscodePlan.RECORDING_LIST));
        int whole = list.lastIndexOf('\n');
        for (String line : list.substring(0, Math.max(whole, 0)).lines().toList()) {
            var fields = line.split(",", -1);
            segments.add(new RecordedSegment(
                    plan.folder().resolve(fields[0]), Double.parseDouble(fields[1]), Double.parseDouble(fields[2])));
        }
        return segments;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Uni<T> onVirtualThread(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Thread::startVirtualThread);
    }
}
