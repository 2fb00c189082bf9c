package pro.livestream.stream.audience;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;

/** What a viewer, or a server for it, says; {@code qoe} only with a heartbeat. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record ViewerRequest(
        @Nullable String userId,
        @Nullable String stageArn,
        @Nullable Qoe qoe) {

    private static final int STAGE_ARN_LENGTH_MAX = 128;

    static ViewerRequest required(@Nullable ViewerRequest request) {
        if (request == null) {
            throw Refusal.malformed("A JSON body is needed").refused();
        }
        return request;
    }

    String requiredStageArn() {
        if (stageArn == null || stageArn.isBlank()) {
            throw Refusal.validation("stageArn", "is required").refused();
        }
        if (stageArn.length() > STAGE_ARN_LENGTH_MAX || stageArn.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.validation("stageArn", "is not the ARN of a stage").refused();
        }
        return stageArn;
    }
}
