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
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.idempotency.Idempotency;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.key.StreamKeys;
import pro.livestream.stream.media.MediaEndpoints;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaServers;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.ParticipantToken;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.profile.Broadcaster;
import pro.livestream.stream.profile.BroadcasterStore;
import pro.livestream.stream.viewer.ViewerCounts;

/** What broadcasters and viewers do with streams. */
@ApplicationScoped
class StreamService {

    private static final Logger LOG = Logger.getLogger(StreamService.class);

    private final TenantDatabase database;
    private final StreamStore store;
    private final LateRecordingStore recordings;
    private final StreamEvents events;
    private final BroadcasterStore broadcasters;
    private final StreamKeys keys;
    private final MediaServers media;
    private final Followers followers;
    private final ViewerCounts viewers;
    private final Clock clock = Clock.systemUTC();

    StreamService(
            TenantDatabase database,
            StreamStore store,
            LateRecordingStore recordings,
            StreamEvents events,
            BroadcasterStore broadcasters,
            StreamKeys keys,
            MediaServers media,
            Followers followers,
            ViewerCounts viewers) {
        this.database = database;
        this.store = store;
        this.recordings = recordings;
        this.events = events;
        this.broadcasters = broadcasters;
        this.keys = keys;
        this.media = media;
        this.followers = followers;
        this.viewers = viewers;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Uni<StreamView> create(Caller caller, StreamDraft draft, Idempotency.@Nullable Request request, URI base) {
        StreamPolicy.check(draft, now());
        var stream = drafted(caller.tenant(), caller.userId(), caller.username(), draft);
        return stream.status() == StreamStatus.LIVE
                ? notLive(caller, request)
                        .chain(() ->
                                prepared(caller.tenant(), stream, prepared -> insert(caller, prepared, request, base)))
                : insert(caller, stream, request, base);
    }

    /** Nothing need be prepared for somebody who is live already; a repeated request still has its answer to get. */
    private Uni<Void> notLive(Caller caller, Idempotency.@Nullable Request request) {
        return request != null
                ? Uni.createFrom().voidItem()
                : database.inTransaction(caller.tenant(), tx -> store.findLive(tx, caller.userId()))
                        .invoke(live -> live.ifPresent(stream -> {
                            throw new StreamError.AlreadyLive().refused();
                        }))
                        .replaceWithVoid();
    }

    private Uni<StreamView> insert(Caller caller, Stream stream, Idempotency.@Nullable Request request, URI base) {
        return database.inTransaction(
                caller.tenant(),
                tx -> Idempotency.once(tx, request, UUID.class, () -> insert(tx, caller, stream))
                        .chain(id -> store.find(tx, id))
                        .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                        .chain(stored -> view(tx, caller, stored, base)));
    }

    /**
     * Asks the media server first, outside any transaction; when the stream is not the one stored after that, because something failed
     * or an earlier request had made it, nothing of it is left there.
     */
    private Uni<StreamView> prepared(Tenant tenant, Stream stream, Function<Stream, Uni<StreamView>> store) {
        var server = media.named(stream.mediaProvider());
        return database.inTransaction(tenant, tx -> keys.of(tx, tenant, stream.userId()))
                .map(key -> subject(tenant, stream, key))
                .chain(subject -> server.prepare(subject)
                        .chain(reference -> store.apply(stream.with(stream.gaps(), reference))
                                .onItem()
                                .call(view -> view.streamId().equals(stream.streamId())
                                        ? Uni.createFrom().voidItem()
                                        : discarded(server, subject, reference))
                                .onFailure()
                                .call(() -> discarded(server, subject, reference))));
    }

    private static Uni<Void> discarded(MediaServer server, MediaSubject subject, MediaReference reference) {
        return server.discard(subject, reference)
                .onFailure()
                .invoke(e -> LOG.errorf(e, "%s is left at %s", subject, server.provider()))
                .onFailure()
                .recoverWithNull();
    }

    private static MediaSubject subject(Tenant tenant, Stream stream, String key) {
        return new MediaSubject(
                tenant.name(),
                stream.streamId(),
                stream.userId(),
                stream.title(),
                stream.visibility(),
                stream.record(),
                key);
    }

    private Uni<UUID> insert(SqlConnection tx, Caller caller, Stream stream) {
        return broadcasters
                .ensure(tx, caller.userId(), caller.username())
                .chain(() -> store.insert(tx, stream))
                .chain(() -> store.lock(tx, stream.streamId()))
                .call(stored -> stored.status() == StreamStatus.LIVE
                        ? events.started(tx, caller.tenant(), stored)
                        : events.updated(tx, caller.tenant(), stored))
                .map(Stream::streamId);
    }

    /** A stream as it begins: planned where the draft names a time, else live. */
    Stream drafted(Tenant tenant, UUID userId, String username, StreamDraft draft) {
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
                media.ofNewStreams(tenant.name()).provider(),
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
                List.of(),
                MediaReference.NONE,
                1,
                now,
                now);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    /** Ingest for the owner; playback for whoever may watch. */
    private Uni<StreamView> view(SqlConnection tx, Caller caller, Stream stream, URI base) {
        if (StreamPolicy.owns(caller, stream)) {
            var reference = stream.status() == StreamStatus.LIVE ? stream.reference() : MediaReference.NONE;
            return keys.of(tx, caller.tenant(), caller.userId())
                    .map(key -> media.named(stream.mediaProvider())
                            .ingest(base, subject(caller.tenant(), stream, key), reference))
                    .map(ingest -> StreamView.of(stream, playback(caller.tenant(), stream, base), ingest));
        }
        return followers
                .mayWatch(tx, caller, stream)
                .map(may -> may ? playback(caller.tenant(), stream, base) : MediaEndpoints.Playback.NONE)
                .map(playback -> StreamView.of(stream, playback, null));
    }

    private MediaEndpoints.Playback playback(Tenant tenant, Stream stream, URI base) {
        var viewing = new MediaServer.Viewing(tenant.name(), stream.streamId(), stream.visibility());
        return media.named(stream.mediaProvider()).playback(base, viewing, stream.reference());
    }

    Uni<StreamView> get(Tenant tenant, Caller caller, UUID streamId, URI base) {
        return database.inTransaction(
                tenant,
                tx -> store.find(tx, streamId)
                        .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                        .chain(stream -> view(tx, caller, stream, base)));
    }

    /** For the stage that a stream is at some media servers: its broadcaster publishes, whoever may watch takes part. */
    Uni<ParticipantToken> participantToken(Caller caller, UUID streamId) {
        return database.inTransaction(
                        caller.tenant(),
                        tx -> store.find(tx, streamId)
                                .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                                .call(stream -> followers
                                        .mayWatch(tx, caller, stream)
                                        .invoke(may -> {
                                            if (!may && !StreamPolicy.owns(caller, stream)) {
                                                throw new StreamError.ForFollowers().refused();
                                            }
                                        })))
                .invoke(stream -> {
                    if (stream.status() != StreamStatus.LIVE) {
                        throw new StreamError.Over(stream.status()).refused();
                    }
                })
                .chain(stream -> media.named(stream.mediaProvider())
                        .participantToken(stream.reference(), caller.subject(), StreamPolicy.owns(caller, stream)));
    }

    Uni<Page<StreamView>> list(Tenant tenant, StreamQuery query, URI base) {
        return database.inTransaction(tenant, tx -> store.list(tx, query))
                .map(page -> new Page<>(
                        page.items().stream()
                                .map(stream -> StreamView.of(stream, playback(tenant, stream, base), null))
                                .toList(),
                        page.nextCursor()));
    }

    Uni<StreamView> start(Caller caller, UUID streamId, URI base) {
        return database.inTransaction(caller.tenant(), tx -> locked(tx, caller, streamId))
                .map(stream -> StreamChanges.started(stream, now()))
                .chain(stream -> prepared(
                        caller.tenant(), stream, prepared -> start(caller, streamId, prepared.reference(), base)));
    }

    private Uni<StreamView> start(Caller caller, UUID streamId, MediaReference reference, URI base) {
        return database.inTransaction(
                caller.tenant(),
                tx -> locked(tx, caller, streamId)
                        .map(stream -> StreamChanges.started(stream, now()).with(stream.gaps(), reference))
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
                        .map(stream -> StreamChanges.touched(stream, now()))
                        .call(stream -> store.update(tx, stream))
                        .call(stream -> store.delete(tx, streamId, stream.updatedAt()))
                        .chain(stream -> events.deleted(tx, caller.tenant(), stream)));
    }

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
                ? media.named(stream.mediaProvider())
                        .stop(tenant.name(), stream.userId(), stream.streamId(), stream.reference())
                : Uni.createFrom().item(RecordingSummary.NOTHING);
    }

    private Uni<Void> ended(SqlConnection tx, Tenant tenant, Stream stream, String reason, RecordingSummary recording) {
        var over = StreamChanges.ended(stream, now());
        if (over.version() == stream.version()) {
            return Uni.createFrom().voidItem();
        }
        boolean late = stream.record()
                && media.named(stream.mediaProvider()).recordings().isPresent();
        var known = over.with(
                recording.manifest() == null ? over.gaps() : recording.gaps(),
                late ? over.reference() : MediaReference.NONE);
        return store.update(tx, known)
                .chain(() -> store.ended(tx, over.streamId(), reason, recording.manifest()))
                .chain(() -> late
                        ? recordings.add(tx, over.streamId(), over.updatedAt())
                        : Uni.createFrom().voidItem())
                .chain(() -> events.ended(tx, tenant, known, reason, recording));
    }
}
