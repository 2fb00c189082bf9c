package pro.livestream.stream.media;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.UUID;

/** One way to take in and play back streams. */
public interface MediaServer {

    /** Its name in the API and in events. */
    String provider();

    /** Addresses of a stream as its caller reaches us. */
    MediaEndpoints endpoints(URI publicBase, UUID streamId, String streamKey);

    MediaEndpoints.Playback playback(URI publicBase, UUID streamId);

    /** Ends the signal and whatever serves it here; done when its recording is stored, also one that a dead node began. */
    Uni<RecordingSummary> stop(String tenant, UUID userId, UUID streamId);
}
