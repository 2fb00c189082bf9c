package pro.livestream.stream.token;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A participant's token and what it is good for. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record TokenView(
        String token,
        UUID participantId,
        String stageArn,
        String userId,
        List<String> capabilities,
        Instant expiresAt) {

    static TokenView of(Participant participant, StageTokenMint.Minted minted) {
        return new TokenView(
                minted.token(),
                participant.participantId(),
                participant.stageArn(),
                participant.userId(),
                participant.capabilities(),
                minted.expiresAt());
    }
}
