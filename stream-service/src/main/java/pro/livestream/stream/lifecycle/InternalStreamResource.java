package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.tenant.TenantDatabase;

/** Streams for the other services. */
@Path("/internal/streams")
public class InternalStreamResource {

    /** As much of a stream as the others act on. */
    public record StreamFacts(
            UUID streamId,
            UUID userId,
            String title,
            String status,
            String media,
            String visibility,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    private final TenantDatabase database;
    private final StreamStore store;
    private final CurrentCaller caller;

    InternalStreamResource(TenantDatabase database, StreamStore store, CurrentCaller caller) {
        this.database = database;
        this.store = store;
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    public Uni<StreamFacts> get(@PathParam("id") String id) {
        var service = caller.requireService();
        UUID streamId = StreamResource.streamId(id);
        return database.inTransaction(service.tenant(), tx -> store.find(tx, streamId))
                .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                .map(stream -> new StreamFacts(
                        stream.streamId(),
                        stream.userId(),
                        stream.title(),
                        stream.status().wireName(),
                        stream.media().wireName(),
                        stream.visibility(),
                        stream.startedAt(),
                        stream.endedAt()));
    }
}
