package pro.livestream.notification.fanout;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.MentionedUser;
import pro.livestream.platform.event.EventSerde;

class MentionsTest {
    private static final ChatMessagePosted MESSAGE = new ChatMessagePosted(
            "localhost",
            new UUID(0, 1),
            new UUID(0, 2),
            "ann",
            "hello",
            Instant.EPOCH,
            new UUID(0, 3),
            "message",
            "1",
            1,
            null,
            null,
            null,
            null,
            1);

    private static ConsumerRecord<String, byte[]> told(ChatMessagePosted message) {
        return new ConsumerRecord<>(
                "streams.chat",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                message.key(),
                EventSerde.write(message),
                new RecordHeaders(EventSerde.headers("id", "chat-service", message, Instant.EPOCH, null, null)),
                java.util.Optional.empty());
    }

    @Test
    void onlyMessagesThatMentionSomebodyAreLookedInto() {
        assertFalse(Mentions.mayHoldOne(told(MESSAGE)));
        assertTrue(Mentions.mayHoldOne(told(MESSAGE.mentioning(List.of(new MentionedUser(new UUID(0, 4), "bob"))))));
    }
}
