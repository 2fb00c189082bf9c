package pro.livestream.archive.assembly;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.archive.vod.RecordedStream;
import pro.livestream.contracts.event.StreamRecorded;
import pro.livestream.platform.consumer.EventConsumer;

/** Begins the archive of a stream whose recording came after its end: its media server had made it. */
@ApplicationScoped
class StreamRecordedConsumer {

    private final EventConsumer events;
    private final ArchiveBeginning beginning;

    StreamRecordedConsumer(EventConsumer events, ArchiveBeginning beginning) {
        this.events = events;
        this.beginning = beginning;
    }

    @Incoming("stream-recorded-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return events.consume(
                entry,
                StreamRecorded.class,
                (tx, tenant, stream) -> beginning.begin(tx, tenant, RecordedStream.of(stream)));
    }
}
