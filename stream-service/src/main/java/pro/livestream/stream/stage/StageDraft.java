package pro.livestream.stream.stage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;

/** What a caller says of a stage; in a change, what is left out stays. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record StageDraft(@Nullable String name, @Nullable Map<String, @Nullable String> tags) {

    private static final int NAME_LENGTH_MAX = 128;
    private static final int TAGS_MAX = 50;
    private static final int TAG_KEY_LENGTH_MAX = 128;
    private static final int TAG_VALUE_LENGTH_MAX = 256;

    /** Refuses what no stage may be called. */
    void check(boolean nameNeeded) {
        var wrong = new ArrayList<FieldError>();
        if (name == null ? nameNeeded : !isText(name, NAME_LENGTH_MAX) || name.isBlank()) {
            wrong.add(new FieldError("name", "must be 1 to " + NAME_LENGTH_MAX + " characters"));
        }
        if (tags != null && (tags.size() > TAGS_MAX || !tags.entrySet().stream().allMatch(StageDraft::isTag))) {
            wrong.add(new FieldError(
                    "tags",
                    "at most " + TAGS_MAX + " names of 1 to " + TAG_KEY_LENGTH_MAX
                            + " characters, each with a text of at most " + TAG_VALUE_LENGTH_MAX));
        }
        if (!wrong.isEmpty()) {
            throw new StageError.Invalid(wrong).refused();
        }
    }

    private static boolean isTag(Map.Entry<String, @Nullable String> tag) {
        String value = tag.getValue();
        return !tag.getKey().isBlank()
                && isText(tag.getKey(), TAG_KEY_LENGTH_MAX)
                && value != null
                && isText(value, TAG_VALUE_LENGTH_MAX);
    }

    private static boolean isText(String text, int lengthMax) {
        return text.codePointCount(0, text.length()) <= lengthMax && text.indexOf('\0') < 0;
    }
}
