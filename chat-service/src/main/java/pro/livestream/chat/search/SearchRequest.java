package pro.livestream.chat.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.history.SearchStore;
import pro.livestream.chat.history.TimeRange;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.search.SearchText;

/** Reads what is asked for, and says of each field what is wrong with it. */
final class SearchRequest {

    static final int TEXT_LENGTH_MAX = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{3,50}");

    private final List<FieldError> errors = new ArrayList<>();

    private SearchRequest() {}

    static SearchStore.Search read(
            @Nullable String text,
            @Nullable String user,
            @Nullable String from,
            @Nullable String to,
            @Nullable Long before) {
        var request = new SearchRequest();
        var search = request.parse(text, user, from, to, before);
        if (!request.errors.isEmpty()) {
            throw Refusal.validation(request.errors).refused();
        }
        return search;
    }

    /** Whether a comment of a room that stores none is one of those looked for. */
    static boolean matches(SearchStore.Search search, ObjectNode comment) {
        var said = Instant.parse(comment.path("created_at").asText());
        var author = comment.path("user_id").asText();
        return (search.text() == null
                        || SearchText.matches(comment.path("message").asText(), search.text()))
                && (search.userId() == null || search.userId().toString().equals(author))
                && (search.username() == null
                        || search.username()
                                .equalsIgnoreCase(comment.path("username").asText()))
                && search.range().holds(said);
    }

    private SearchStore.Search parse(
            @Nullable String text,
            @Nullable String user,
            @Nullable String from,
            @Nullable String to,
            @Nullable Long before) {
        var asked = text(text, user);
        var id = uuid(user);
        var name = user == null || user.isEmpty() || id != null ? null : name(user);
        return new SearchStore.Search(asked, id, name, TimeRange.read(from, to, errors), before);
    }

    private @Nullable String text(@Nullable String text, @Nullable String user) {
        if (text == null || text.isBlank()) {
            if (user == null || user.isEmpty()) {
                errors.add(new FieldError("q", "is needed, or user"));
            }
            return null;
        }
        if (text.codePointCount(0, text.length()) > TEXT_LENGTH_MAX) {
            errors.add(new FieldError("q", "has at most " + TEXT_LENGTH_MAX + " characters"));
        } else if (SearchText.query(text).isEmpty()) {
            errors.add(new FieldError("q", "has neither a word nor a character that can be found"));
        }
        return text;
    }

    private static @Nullable UUID uuid(@Nullable String user) {
        try {
            return user == null || user.length() != 36 ? null : UUID.fromString(user);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private String name(String user) {
        if (!NAME.matcher(user).matches()) {
            errors.add(new FieldError("user", "must be a UUID or a username"));
        }
        return user;
    }
}
