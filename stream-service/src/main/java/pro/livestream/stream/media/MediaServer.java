package pro.livestream.stream.media;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.platform.error.Refusal;

/** One way to take in and play back streams. */
public interface MediaServer {

    /** Its name in settings, in the API and in events. */
    String provider();

    /** Makes what the stream needs there; when it fails nothing is left. Repeated for the same stream it answers the same. */
    Uni<MediaReference> prepare(MediaSubject subject);

    /** Takes back what was prepared for a stream that did not begin. */
    default Uni<Void> discard(MediaSubject subject, MediaReference reference) {
        return stop(subject.tenant(), subject.userId(), subject.streamId(), reference)
                .replaceWithVoid();
    }

    /** Addresses of a stream as its broadcaster reaches us; what is only there for a live one is null before and after. */
    MediaEndpoints.Ingest ingest(URI publicBase, MediaSubject subject, MediaReference reference);

    /** Addresses for whoever may watch. */
    MediaEndpoints.Playback playback(URI publicBase, Viewing viewing, MediaReference reference);

    /** What is to be watched, and whether that needs a token. */
    record Viewing(String tenant, UUID streamId, String visibility) {

        public boolean isProtected() {
            return !"public".equals(visibility);
        }
    }

    /** For servers where a stream is a stage that participants join; others refuse. */
    default Uni<ParticipantToken> participantToken(MediaReference reference, String userId, boolean publishes) {
        return Uni.createFrom()
                .failure(Refusal.notFound("This stream has no stage: it is watched at its playback addresses")
                        .refused());
    }

    /** Stages for participants, apart from streams; empty where the server has none, so that they are only with us. */
    default Optional<StageHost> stages() {
        return Optional.empty();
    }

    /** Recordings that it makes and keeps itself; empty where there are none to be had, or {@link #stop} gives them. */
    default Optional<RecordingSource> recordings() {
        return Optional.empty();
    }

    /** How the signal is there; empty where the server itself tells us of changes. */
    Uni<Optional<SignalReport>> look(String tenant, UUID streamId, MediaReference reference);

    /** Ends the signal and removes what was made; done when its recording is stored, also one that a dead node began. */
    Uni<RecordingSummary> stop(String tenant, UUID userId, UUID streamId, MediaReference reference);
}
