package pro.livestream.stream.media;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stages as a media server has them, for one whose participants meet there. Its failures are refusals for the caller. */
public interface StageHost {

    /** A stage there, with the addresses that its tokens name. */
    record Hosted(String stageArn, Map<String, String> endpoints) {

        public Hosted {
            endpoints = Map.copyOf(endpoints);
        }
    }

    /** Who takes part; attributes are shown to all participants. */
    record Guest(String userId, boolean publishes, Map<String, String> attributes) {

        public Guest {
            attributes = Map.copyOf(attributes);
        }
    }

    /** What lets a participant in; the id is the one that the media server knows. */
    record Pass(String token, String participantId, Instant expiresAt) {

        @Override
        public String toString() {
            return "Pass[" + participantId + "]";
        }
    }

    /**
     * Makes a stage. When it fails none should be left; where the caller ends before it knows, {@link #removeNamed} does.
     *
     * @param name a name that nobody else uses
     */
    Uni<Hosted> create(String tenant, String name);

    /** Empty where there is none. */
    Uni<Optional<Hosted>> find(String stageArn);

    /** Puts off whoever is on it; nothing happens where there is none. */
    Uni<Void> delete(String stageArn);

    /** Removes what a creation by this name has made. */
    Uni<Void> removeNamed(String name);

    /** The ARNs of all stages there, others' among them. */
    Uni<Set<String>> all();

    Uni<Pass> admit(Hosted stage, Guest guest, Duration life);

    /** Where broadcasters can publish by WHIP; empty where they can't. */
    Optional<String> whipUrl(Hosted stage);

    /** Puts off one participant; nothing happens where there is none. */
    Uni<Void> disconnect(String stageArn, String participantId, String reason);
}
