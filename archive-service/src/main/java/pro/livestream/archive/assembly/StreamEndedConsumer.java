package pro.livestream.archive.assembly;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.archive.vod.RecordedStream;
import pro.livestream.contracts.event.StreamEnded;
import pro.livestream.platform.consumer.EventConsumer;

/** Begins the archive of each stream that ended with a recording; one that recorded nothing gets none. */
@ApplicationScoped
class StreamEndedConsumer {

    private final EventConsumer events;
    private final ArchiveBeginning beginning;

    StreamEndedConsumer(EventConsumer events, ArchiveBeginning beginning) {
        this.events = events;
        this.beginning = beginning;
    }

    @Incoming("stream-ended-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return events.consume(
                entry,
                StreamEnded.class,
                (tx, tenant, stream) -> RecordedStream.of(stream)
                        .map(recorded -> beginning.begin(tx, tenant, recorded))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
