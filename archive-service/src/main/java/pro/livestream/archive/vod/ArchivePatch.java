package pro.livestream.archive.vod;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an owner may change; what is left out stays. */
public record ArchivePatch(@Nullable String title, @Nullable String visibility) {

    private static final int TITLE_LENGTH_MAX = 255;
    private static final Set<String> VISIBILITIES = Set.of("public", "unlisted", "followers");

    String titleOr(String present) {
        if (title == null) {
            return present;
        }
        String stripped = title.strip();
        if (stripped.isEmpty()
                || stripped.codePointCount(0, stripped.length()) > TITLE_LENGTH_MAX
                || stripped.indexOf('\0') >= 0) {
            throw new ArchiveError.Invalid("title", "must have 1 to " + TITLE_LENGTH_MAX + " characters").refused();
        }
        return stripped;
    }

    String visibilityOr(String present) {
        if (visibility == null) {
            return present;
        }
        if (!VISIBILITIES.contains(visibility)) {
            throw new ArchiveError.Invalid("visibility", "must be public, unlisted or followers").refused();
        }
        return visibility;
    }
}
