package pro.livestream.stream.token;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;

/** A participant's token and what it is good for. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record TokenView(
        String token,
        String participantId,
        String stageArn,
        String userId,
        List<String> capabilities,
        Instant expiresAt) {

    static TokenView of(Participant participant, StageAdmission.Admitted admitted) {
        return new TokenView(
                admitted.token(),
                admitted.participantId(),
                participant.stageArn(),
                participant.userId(),
                participant.capabilities(),
                admitted.expiresAt());
    }
}
