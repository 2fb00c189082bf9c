package pro.livestream.archive.assembly;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.vod.ArchiveStore;
import pro.livestream.archive.work.JobKind;
import pro.livestream.archive.work.JobQueue;
import pro.livestream.contracts.event.StreamEnded;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;

/** Makes an archive and the job for it of each stream that ended with a recording; one that recorded nothing gets none. */
@ApplicationScoped
class StreamEndedConsumer {

    private static final int KEY_LENGTH_MAX = 500;

    private final EventConsumer events;
    private final ArchiveStore store;
    private final JobQueue queue;

    StreamEndedConsumer(EventConsumer events, ArchiveStore store, JobQueue queue) {
        this.events = events;
        this.store = store;
        this.queue = queue;
    }

    @Incoming("stream-ended-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return events.consume(entry, StreamEnded.class, this::begin);
    }

    private Uni<Void> begin(SqlConnection tx, Tenant tenant, StreamEnded stream) {
        @Nullable String manifest = stream.recordingManifest();
        if (manifest == null) {
            return Uni.createFrom().voidItem();
        }
        if (!manifest.startsWith(tenant.name() + "/") || manifest.length() > KEY_LENGTH_MAX) {
            throw new EventRejectedException("the recording is not the tenant's");
        }
        var archiveId = Ids.next();
        String prefix = ArchiveStore.prefix(tenant, stream.userId(), stream.streamId(), archiveId);
        return store.insert(tx, archiveId, prefix, stream)
                .chain(isNew -> isNew
                        ? queue.add(tx, tenant, JobKind.ASSEMBLE, archiveId)
                        : Uni.createFrom().voidItem());
    }
}
