package pro.livestream.notification.fanout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.MentionedUser;
import pro.livestream.platform.event.EventSerde;

/** Finds the messages that call somebody by name among all that is said. */
final class Mentions {
    /** With its bracket: messages that mention nobody have the field, too, as null. */
    private static final byte[] FIELD = "\"mentions\":[".getBytes(StandardCharsets.UTF_8);

    private Mentions() {}

    /** Cheap, since every message of every room passes here; what it lets through is read properly. */
    static boolean mayHoldOne(ConsumerRecord<String, byte[]> entry) {
        return entry.value() != null
                && EventSerde.header(entry.headers(), CloudEventHeaders.TYPE)
                        .filter(ChatMessagePosted.TYPE::equals)
                        .isPresent()
                && holds(entry.value());
    }

    private static boolean holds(byte[] value) {
        for (int start = 0; start <= value.length - FIELD.length; start++) {
            int same = 0;
            while (same < FIELD.length && value[start + same] == FIELD[same]) {
                same++;
            }
            if (same == FIELD.length) {
                return true;
            }
        }
        return false;
    }

    /** Nobody is told of what they said themselves. */
    static List<UUID> toTell(ChatMessagePosted message) {
        var mentioned = message.mentions();
        return mentioned == null
                ? List.of()
                : mentioned.stream()
                        .map(MentionedUser::userId)
                        .filter(user -> !user.equals(message.userId()))
                        .distinct()
                        .toList();
    }
}
