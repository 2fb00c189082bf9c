package pro.livestream.stream.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;

/** What may stand in a stream, and who may do what with it. */
final class StreamPolicy {

    static final int TITLE_LENGTH_MAX = 255;
    static final int DESCRIPTION_LENGTH_MAX = 5_000;
    static final int CATEGORY_LENGTH_MAX = 64;
    static final int TAGS_MAX = 20;
    static final int TAG_LENGTH_MAX = 40;
    static final int URL_LENGTH_MAX = 2_000;

    private static final Set<String> VISIBILITIES = Set.of("public", "unlisted", "followers");
    private static final Set<String> NOTIFY_ON = Set.of("start", "media");
    private static final Set<String> LATENCY_MODES = Set.of("low", "normal");

    private final List<FieldError> wrong = new ArrayList<>();

    private StreamPolicy() {}

    static void check(StreamDraft draft, Instant now) {
        var policy = new StreamPolicy();
        if (draft.title() == null) {
            policy.wrong.add(new FieldError("title", "is required"));
        }
        policy.texts(draft.title(), draft.description(), draft.category(), draft.tags(), draft.language());
        policy.url(draft.thumbnailUrl());
        policy.oneOf("visibility", draft.visibility(), VISIBILITIES);
        policy.oneOf("notify_on", draft.notifyOn(), NOTIFY_ON);
        policy.oneOf("latency_mode", draft.latencyMode(), LATENCY_MODES);
        var scheduledAt = draft.scheduledAt();
        if (scheduledAt != null && !scheduledAt.isAfter(now)) {
            policy.wrong.add(new FieldError("scheduled_at", "must be in the future"));
        }
        policy.refuse();
    }

    static void check(StreamPatch patch) {
        var policy = new StreamPolicy();
        policy.texts(patch.title(), patch.description(), patch.category(), patch.tags(), patch.language());
        policy.url(patch.thumbnailUrl());
        policy.oneOf("visibility", patch.visibility(), VISIBILITIES);
        policy.refuse();
    }

    private void texts(
            @Nullable String title,
            @Nullable String description,
            @Nullable String category,
            @Nullable List<String> tags,
            @Nullable String language) {
        if (title != null && title.isBlank()) {
            wrong.add(new FieldError("title", "must not be blank"));
        }
        length("title", title, TITLE_LENGTH_MAX);
        length("description", description, DESCRIPTION_LENGTH_MAX);
        length("category", category, CATEGORY_LENGTH_MAX);
        if (tags != null) {
            boolean bad = tags.size() > TAGS_MAX
                    || tags.stream().anyMatch(tag -> tag == null || tag.isBlank() || tag.length() > TAG_LENGTH_MAX);
            if (bad) {
                wrong.add(new FieldError(
                        "tags", "at most " + TAGS_MAX + " tags of 1 to " + TAG_LENGTH_MAX + " characters"));
            }
        }
        if (language != null && !language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")) {
            wrong.add(new FieldError("language", "must be a language tag such as en or pt-BR"));
        }
    }

    private void length(String field, @Nullable String text, int max) {
        if (text == null) {
            return;
        }
        if (text.codePointCount(0, text.length()) > max) {
            wrong.add(new FieldError(field, "must have at most " + max + " characters"));
        } else if (text.indexOf('\0') >= 0) {
            wrong.add(new FieldError(field, "must not hold a zero character"));
        }
    }

    private void url(@Nullable String url) {
        if (url != null && !isWebUrl(url)) {
            wrong.add(new FieldError("thumbnail_url", "must be an http or https address"));
        }
    }

    private static boolean isWebUrl(String url) {
        try {
            var uri = URI.create(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return (url.length() <= URL_LENGTH_MAX && web && uri.getHost() != null) || isOurs(url);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** An attachment of the suite is given by its path. */
    private static boolean isOurs(String url) {
        return url.length() <= URL_LENGTH_MAX && url.startsWith("/") && !url.startsWith("//");
    }

    private void oneOf(String field, @Nullable String value, Set<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            wrong.add(new FieldError(
                    field, "must be one of " + allowed.stream().sorted().toList()));
        }
    }

    private void refuse() {
        if (!wrong.isEmpty()) {
            throw Refusal.validation(wrong).refused();
        }
    }

    static boolean owns(Caller caller, Stream stream) {
        return caller.isUser() && caller.userId().equals(stream.userId());
    }

    static boolean mayEnd(Caller caller, Stream stream) {
        return owns(caller, stream) || (caller.isUser() && caller.isTenantModerator());
    }

    /** Our own services, servers of the tenant and its moderators. */
    static boolean watchesAll(Caller caller) {
        return switch (caller.kind()) {
            case SERVICE, API_KEY -> true;
            case USER -> caller.isTenantModerator();
            case ANONYMOUS -> false;
        };
    }
}
