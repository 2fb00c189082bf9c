package pro.livestream.stream.token;

import java.util.List;
import java.util.Map;

/** Whom a token lets onto a stage, and what it may do there. */
record Participant(
        String participantId,
        String stageArn,
        String userId,
        List<String> capabilities,
        Map<String, String> attributes) {

    static final List<String> PUBLISHES = List.of("PUBLISH", "SUBSCRIBE");
    static final List<String> WATCHES = List.of("SUBSCRIBE");

    Participant {
        capabilities = List.copyOf(capabilities);
        attributes = Map.copyOf(attributes);
    }
}
