package pro.livestream.stream.media;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recordings that a media server outside makes and keeps: they are fetched from there when their stream is over. */
public interface RecordingSource {

    /** A stream that is over. */
    record Over(String tenant, UUID streamId, MediaReference reference, Instant endedAt) {}

    /** A stretch of what lies at an address; all of it where there is no range. */
    record Part(String address, @Nullable ByteRange range) {}

    record ByteRange(long offset, long length) {}

    /** One file of a recording, whole when its parts are put together; pieces of one run share a time line. */
    record Piece(
            int run, String container, String suffix, Instant startedAt, double durationSeconds, List<Part> parts) {

        public Piece {
            parts = List.copyOf(parts);
        }
    }

    /** In their order, the same at each call; empty while the recording is not finished there. None where nothing was recorded. */
    Uni<Optional<List<Piece>>> pieces(Over stream);

    /** To a file of ours; what was in it before is gone. */
    Uni<Void> fetch(Piece piece, Path file);
}
