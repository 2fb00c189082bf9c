package pro.livestream.stream.media;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** What media servers outside ask, and tell, of streams. */
public interface OutsideDesk {

    /** Something has changed there: its media server is asked how the signal is. */
    Uni<Void> lookAgain(String tenant, UUID streamId);

    /** Whether the stream is live and this its broadcaster's key. */
    Uni<Boolean> mayPublish(String tenant, UUID streamId, String streamKey);

    /** Whether anybody may watch. */
    Uni<Boolean> isPublic(String tenant, UUID streamId);
}
