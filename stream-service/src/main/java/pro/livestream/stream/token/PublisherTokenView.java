package pro.livestream.stream.token;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A publisher's token; {@code whipUrl} is null where the media server takes no WHIP. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record PublisherTokenView(
        String token,
        String participantId,
        String stageArn,
        String userId,
        List<String> capabilities,
        Instant expiresAt,
        @Nullable String whipUrl) {

    static PublisherTokenView of(Participant participant, StageAdmission.Admitted admitted) {
        return new PublisherTokenView(
                admitted.token(),
                admitted.participantId(),
                participant.stageArn(),
                participant.userId(),
                participant.capabilities(),
                admitted.expiresAt(),
                admitted.whipUrl());
    }
}
