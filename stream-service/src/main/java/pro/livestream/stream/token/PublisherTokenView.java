package pro.livestream.stream.token;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A publisher's token; {@code whipUrl} is null where the media server takes no WHIP. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record PublisherTokenView(
        String token,
        UUID participantId,
        String stageArn,
        String userId,
        List<String> capabilities,
        Instant expiresAt,
        @Nullable String whipUrl) {

    static PublisherTokenView of(TokenView token, @Nullable String whipUrl) {
        return new PublisherTokenView(
                token.token(),
                token.participantId(),
                token.stageArn(),
                token.userId(),
                token.capabilities(),
                token.expiresAt(),
                whipUrl);
    }
}
