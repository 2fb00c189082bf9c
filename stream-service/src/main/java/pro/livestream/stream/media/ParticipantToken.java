package pro.livestream.stream.media;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lets somebody onto the stage that a stream is at its media server; {@code whipUrl} is for publishers. */
public record ParticipantToken(
        String token,
        String participantId,
        String stageArn,
        List<String> capabilities,
        Instant expiresAt,
        @Nullable String whipUrl) {

    public ParticipantToken {
        capabilities = List.copyOf(capabilities);
    }

    @Override
    public String toString() {
        return "ParticipantToken[" + participantId + " on " + stageArn + "]";
    }
}
