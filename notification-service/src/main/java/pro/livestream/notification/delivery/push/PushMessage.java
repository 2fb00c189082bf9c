package pro.livestream.notification.delivery.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import pro.livestream.notification.inbox.Notification;
import pro.livestream.platform.json.WireJson;

/** What the service worker gets: enough to show a notification and to open its page, never too long. */
final class PushMessage {
    private static final int TITLE_LENGTH_MAX = 200;
    private static final int BODY_LENGTH_MAX = 400;

    private record Message(Object notificationId, String kind, String title, String body, Object url) {}

    private PushMessage() {}

    static byte[] of(Notification notification) {
        try {
            return WireJson.mapper()
                    .writeValueAsString(new Message(
                            notification.notificationId(),
                            notification.kind(),
                            shortened(notification.title(), TITLE_LENGTH_MAX),
                            shortened(notification.body(), BODY_LENGTH_MAX),
                            url(notification.data())))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static Object url(Map<String, Object> data) {
        return data.getOrDefault("url", "/");
    }

    private static String shortened(String text, int lengthMax) {
        return text.codePointCount(0, text.length()) <= lengthMax
                ? text
                : text.substring(0, text.offsetByCodePoints(0, lengthMax - 1)) + "…";
    }
}
