package pro.livestream.stream.media;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a media server of ours asks of the streams that it serves. */
public interface IngestDesk {

    /** Takes the lease of the key owner's open stream, also from a node that was silent for so long; fails with {@link IngestRefused}. */
    Uni<IngestGrant> openByKey(String streamKey, Duration silence);

    /** The same for a stream whose owner was checked already. */
    Uni<IngestGrant> openStream(String tenant, UUID streamId, Duration silence);

    /** Who owns the stream; refuses an unknown one with {@code NOT_FOUND}. */
    Uni<UUID> broadcaster(String tenant, UUID streamId);

    /** Only {@code LIVE} and {@code INTERRUPTED}; one that is no longer legal is passed over. */
    Uni<Void> mediaChanged(IngestGrant grant, MediaState media);

    /** How a stream that a node holds stands in the table. */
    record Held(MediaState media, boolean over, boolean publicPlayback) {}

    /** Renews leases and stores counters; answers the streams whose lease is still this node's. */
    Uni<Map<UUID, Held>> renew(Collection<IngestCheckpoint> held);

    /** What players tell of these; a stream that nobody tells of is left out. */
    Uni<Map<UUID, PlaybackSigns>> playback(Collection<IngestGrant> held);

    /** How far another node is with finishing a signal; {@code NOBODY} where no other holds it, or none that still lives. */
    enum Finishing {
        NOBODY,
        UNDER_WAY,
        DONE
    }

    /** Asks the node that holds the stream to finish it, as often as wanted, and answers how far that is. */
    Uni<Finishing> finishElsewhere(String tenant, UUID streamId);

    /** Which of these another node wants to be finished; their leases are kept up until they are. */
    Uni<Set<UUID>> wantedFinished(Collection<IngestGrant> held);

    /** All of the signal is recorded. */
    Uni<Void> finished(IngestGrant grant);

    /** Gives the lease back, so that another node need not wait for its end. */
    Uni<Void> release(IngestGrant grant);
}
