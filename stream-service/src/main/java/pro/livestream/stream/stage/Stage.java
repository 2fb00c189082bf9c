package pro.livestream.stream.stage;

import java.time.Instant;
import java.util.Map;
import pro.livestream.stream.media.StageHost;

/** A room for participants, as it is stored. */
public record Stage(
        String stageArn,
        String name,
        Map<String, String> tags,
        boolean master,
        StageState state,
        Instant createdAt,
        Venue venue) {

    public Stage {
        tags = Map.copyOf(tags);
    }

    /**
     * Where it is.
     *
     * @param provider the media server that has it; {@code embedded} where it is only with us
     * @param endpoints its addresses there
     * @param madeHere false for one that an operator made there
     */
    public record Venue(String provider, Map<String, String> endpoints, boolean madeHere) {

        static final Venue LOCAL = new Venue("embedded", Map.of(), true);

        public Venue {
            endpoints = Map.copyOf(endpoints);
        }
    }

    public boolean isOpen() {
        return state == StageState.OPEN;
    }

    /** The stage as its media server knows it. */
    public StageHost.Hosted hosted() {
        return new StageHost.Hosted(stageArn, venue.endpoints());
    }
}
