package pro.livestream.chat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.Event;
import pro.livestream.contracts.event.StreamEnded;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.kafka.EventSender;

/** Starts and ends streams as stream-service tells of it. */
final class Streams {

    private Streams() {}

    static UUID start(EventSender sender, String broadcaster) {
        var id = UUID.randomUUID();
        send(
                sender,
                new StreamStarted(
                        TestIdentity.TENANT,
                        id,
                        TestIdentity.userId(broadcaster),
                        broadcaster,
                        "A stream",
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        "public",
                        "embedded",
                        false,
                        "start",
                        null,
                        Instant.now(),
                        1));
        return id;
    }

    static void end(EventSender sender, UUID id, String broadcaster, Instant endedAt) {
        send(
                sender,
                new StreamEnded(
                        TestIdentity.TENANT,
                        id,
                        TestIdentity.userId(broadcaster),
                        "A stream",
                        "public",
                        "ended",
                        "embedded",
                        null,
                        null,
                        List.of(),
                        endedAt.minusSeconds(60),
                        endedAt,
                        1,
                        1,
                        2));
    }

    /** A tip of 500 JPY that payment-service tells of, under an event id of its own each time. */
    static TipSucceeded tip(UUID stream, String sender, @Nullable String message) {
        return new TipSucceeded(
                TestIdentity.TENANT,
                Ids.next(),
                stream,
                TestIdentity.userId(sender),
                UUID.randomUUID(),
                500,
                "JPY",
                25,
                sender,
                message,
                Instant.now(),
                2);
    }

    static void send(EventSender sender, Event event) {
        var id = UUID.randomUUID().toString();
        sender.send(new ProducerRecord<>(
                        event.topic().wireName(),
                        null,
                        event.key(),
                        EventSerde.write(event),
                        EventSerde.headers(id, "test", event, Instant.now(), null, null)))
                .await()
                .indefinitely();
    }
}
