package pro.livestream.chat.moderation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.history.HistoryStore.Stored;

/** How a room's messages are written into a file. */
enum ExportFormat {
    /** A comment object a line, with {@code deleted}. */
    JSONL("application/x-ndjson", "") {
        @Override
        String line(Stored stored) {
            return UserMessagesResource.view(stored) + "\n";
        }
    },
    /** RFC 4180 with a byte order mark, by which spreadsheets know UTF-8. */
    CSV("text/csv; charset=utf-8", "\uFEFF" + String.join(",", columns()) + "\r\n") {
        @Override
        String line(Stored stored) {
            var comment = stored.comment();
            var paid = comment.paid();
            return Stream.of(
                            comment.id(),
                            stored.offset(),
                            FrameJson.time(comment.createdAt()),
                            comment.userId(),
                            comment.username(),
                            comment.messageType(),
                            comment.message(),
                            comment.replyTo(),
                            comment.editedAt() == null ? null : FrameJson.time(comment.editedAt()),
                            stored.deleted(),
                            paid == null ? null : paid.amount(),
                            paid == null ? null : paid.currency())
                    .map(ExportFormat::cell)
                    .collect(Collectors.joining(",", "", "\r\n"));
        }
    };

    /** What makes a spreadsheet take a text for a formula, as well after spaces and in full width. */
    private static final String FORMULA = "=+-@＝＋－＠\t\r\n|%";

    private final String mediaType;
    private final String head;

    ExportFormat(String mediaType, String head) {
        this.mediaType = mediaType;
        this.head = head;
    }

    abstract String line(Stored stored);

    String mediaType() {
        return mediaType;
    }

    String head() {
        return head;
    }

    String fileEnding() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ExportFormat> named(@Nullable String name) {
        return Stream.of(values())
                .filter(format -> format.fileEnding().equals(name == null ? "jsonl" : name))
                .findFirst();
    }

    private static List<String> columns() {
        return List.of(
                "id",
                "offset",
                "created_at",
                "user_id",
                "username",
                "message_type",
                "message",
                "reply_to",
                "edited_at",
                "deleted",
                "amount",
                "currency");
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        var text = value.toString();
        if (!(value instanceof String)) {
            return text;
        }
        var safe = beginsAFormula(text) || beginsAFormula(text.strip()) ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }

    private static boolean beginsAFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    }
}
