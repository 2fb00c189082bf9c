package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.idempotency.Idempotency;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.key.StreamKeys;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.profile.Broadcaster;
import pro.livestream.stream.profile.BroadcasterStore;
import pro.livestream.stream.viewer.ViewerCounts;

/** What broadcasters and viewers do with streams. */
@ApplicationScoped
class StreamService {

    private final TenantDatabase database;
    private final StreamStore store;
    private final StreamEvents events;
    private final BroadcasterStore broadcasters;
    private final StreamKeys keys;
    private final MediaServer media;
    private final ViewerCounts viewers;
    private final Clock clock = Clock.systemUTC();

    StreamService(
            TenantDatabase database,
            StreamStore store,
            StreamEvents events,
            BroadcasterStore broadcasters,
            StreamKeys keys,
            MediaServer media,
            ViewerCounts viewers) {
        this.database = database;
        this.store = store;
        this.events = events;
        this.broadcasters = broadcasters;
        this.keys = keys;
        this.media = media;
        this.viewers = viewers;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Uni<StreamView> create(Caller caller, StreamDraft draft, Idempotency.@Nullable Request request, URI base) {
        StreamPolicy.check(draft, now());
        return database.inTransaction(
                caller.tenant(),
                tx -> Idempotency.once(tx, request, StreamView.class, () -> insert(tx, caller, draft, base))
                        .chain(view -> withIngest(tx, caller, view, base)));
    }

    private Uni<StreamView> insert(SqlConnection tx, Caller caller, StreamDraft draft, URI base) {
        var stream = drafted(caller.userId(), caller.username(), draft);
        return broadcasters
                .ensure(tx, caller.userId(), caller.username())
                .chain(() -> store.insert(tx, stream))
                .chain(() -> store.lock(tx, stream.streamId()))
                .call(stored -> stored.status() == StreamStatus.LIVE
                        ? events.started(tx, caller.tenant(), stored)
                        : events.updated(tx, caller.tenant(), stored))
                .map(stored -> StreamView.of(stored, media.playback(base, stored.streamId()), null));
    }

    /** A stream as it begins: planned where the draft names a time, else live. */
    Stream drafted(UUID userId, String username, StreamDraft draft) {
        Instant now = now();
        boolean planned = draft.scheduledAt() != null;
        return new Stream(
                Ids.next(),
                userId,
                new Broadcaster(userId, username, null, null),
                or(draft.title(), ""),
                draft.description(),
                draft.category(),
                draft.tags() == null ? List.of() : draft.tags(),
                draft.language(),
                draft.thumbnailUrl(),
                or(draft.visibility(), "public"),
                planned ? StreamStatus.SCHEDULED : StreamStatus.LIVE,
                planned ? MediaState.NONE : MediaState.WAITING,
                media.provider(),
                null,
                or(draft.notifyOn(), "start"),
                or(draft.latencyMode(), "low"),
                draft.record() == null || draft.record(),
                draft.scheduledAt(),
                planned ? null : now,
                now,
                null,
                0,
                0,
                0,
                now,
                1,
                now,
                now);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private Uni<StreamView> withIngest(SqlConnection tx, Caller caller, StreamView view, URI base) {
        return keys.of(tx, caller.tenant(), caller.userId())
                .map(key ->
                        view.with(media.endpoints(base, view.streamId(), key).ingest()));
    }

    private Uni<StreamView> view(SqlConnection tx, @Nullable Caller caller, Stream stream, URI base) {
        var view = StreamView.of(stream, media.playback(base, stream.streamId()), null);
        return caller != null && StreamPolicy.owns(caller, stream)
                ? withIngest(tx, caller, view, base)
                : Uni.createFrom().item(view);
    }

    Uni<StreamView> get(Tenant tenant, @Nullable Caller caller, UUID streamId, URI base) {
        return database.inTransaction(
                tenant,
                tx -> store.find(tx, streamId)
                        .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                        .chain(stream -> view(tx, caller, stream, base)));
    }

    Uni<Page<StreamView>> list(Tenant tenant, StreamQuery query, URI base) {
        return database.inTransaction(tenant, tx -> store.list(tx, query))
                .map(page -> new Page<>(
                        page.items().stream()
                                .map(stream -> StreamView.of(stream, media.playback(base, stream.streamId()), null))
                                .toList(),
                        page.nextCursor()));
    }

    Uni<StreamView> start(Caller caller, UUID streamId, URI base) {
        return database.inTransaction(
                caller.tenant(),
                tx -> locked(tx, caller, streamId)
                        .map(stream -> StreamChanges.started(stream, now()))
                        .call(started -> store.update(tx, started))
                        .call(started -> events.started(tx, caller.tenant(), started))
                        .chain(started -> view(tx, caller, started, base)));
    }

    Uni<StreamView> patch(Caller caller, UUID streamId, StreamPatch patch, URI base) {
        StreamPolicy.check(patch);
        return database.inTransaction(
                caller.tenant(),
                tx -> locked(tx, caller, streamId)
                        .map(stream -> StreamChanges.patched(stream, patch, now()))
                        .call(patched -> store.update(tx, patched))
                        .call(patched -> events.updated(tx, caller.tenant(), patched))
                        .chain(patched -> view(tx, caller, patched, base)));
    }

    Uni<Void> delete(Caller caller, UUID streamId) {
        return database.inTransaction(
                caller.tenant(),
                tx -> locked(tx, caller, streamId)
                        .invoke(StreamChanges::deletable)
                        .map(stream -> StreamChanges.patched(stream, NOTHING, now()))
                        .call(stream -> store.update(tx, stream))
                        .call(stream -> store.delete(tx, streamId, stream.updatedAt()))
                        .chain(stream -> events.deleted(tx, caller.tenant(), stream)));
    }

    private static final StreamPatch NOTHING = new StreamPatch(null, null, null, null, null, null, null);

    private Uni<Stream> locked(SqlConnection tx, Caller caller, UUID streamId) {
        return store.lock(tx, streamId).invoke(stream -> {
            if (!StreamPolicy.owns(caller, stream)) {
                throw new StreamError.NotOwner().refused();
            }
        });
    }

    /** First the signal, so that the event can name a whole recording; then the state, once, whoever ends it too. */
    Uni<StreamView> end(Caller caller, UUID streamId, URI base) {
        return database.inTransaction(caller.tenant(), tx -> store.find(tx, streamId))
                .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                .invoke(stream -> {
                    if (!StreamPolicy.mayEnd(caller, stream)) {
                        throw new StreamError.NotOwner().refused();
                    }
                })
                .map(stream -> StreamChanges.ended(stream, now()))
                .chain(stream ->
                        end(caller.tenant(), streamId, StreamPolicy.owns(caller, stream) ? "broadcaster" : "moderator"))
                .chain(() -> get(caller.tenant(), caller, streamId, base));
    }

    Uni<Void> end(Tenant tenant, UUID streamId, String reason) {
        return database.inTransaction(tenant, tx -> store.find(tx, streamId))
                .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                .chain(stream -> recorded(tenant, stream))
                .call(recording -> viewers.settle(tenant, streamId))
                .chain(recording -> database.inTransaction(
                        tenant,
                        tx -> store.lock(tx, streamId).chain(stream -> ended(tx, tenant, stream, reason, recording))));
    }

    private Uni<RecordingSummary> recorded(Tenant tenant, Stream stream) {
        return stream.status() == StreamStatus.LIVE
                ? media.stop(tenant.name(), stream.userId(), stream.streamId())
                : Uni.createFrom().item(RecordingSummary.NOTHING);
    }

    private Uni<Void> ended(SqlConnection tx, Tenant tenant, Stream stream, String reason, RecordingSummary recording) {
        var over = StreamChanges.ended(stream, now());
        if (over.version() == stream.version()) {
            return Uni.createFrom().voidItem();
        }
        return store.update(tx, over)
                .chain(() -> store.ended(tx, over.streamId(), reason, recording.manifest()))
                .chain(() -> events.ended(tx, tenant, over, reason, recording));
    }
}
