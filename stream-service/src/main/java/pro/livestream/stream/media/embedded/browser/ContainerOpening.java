package pro.livestream.stream.media.embedded.browser;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** How a recorder's byte stream opens: its tracks, and where media begins that a new reader can join at. */
public sealed interface ContainerOpening permits MatroskaOpening, FragmentedMp4Opening {

    /** What is in it; a size of 0 is unknown. */
    record Tracks(boolean video, boolean audio, int width, int height) {}

    /** For a MIME type as MediaRecorder names it; empty for one that is not taken. */
    static Optional<ContainerOpening> of(String mimeType) {
        String type = mimeType.split(";", 2)[0].strip();
        return switch (type) {
            case "video/webm", "audio/webm", "video/x-matroska" -> Optional.of(new MatroskaOpening());
            case "video/mp4", "audio/mp4" -> Optional.of(new FragmentedMp4Opening());
            default -> Optional.empty();
        };
    }

    /** True for the first bytes of a new recorder. */
    boolean startsHere(Buffer slice);

    /** Where the first media after {@code from} begins, or -1. */
    int mediaStart(Buffer bytes, int from);

    /** Out of everything before the first media. */
    Optional<Tracks> tracks(Buffer opening);

    /** For what follows that opening; empty for a container that is not read along with. */
    Optional<MediaReader> reader(Buffer opening);
}
