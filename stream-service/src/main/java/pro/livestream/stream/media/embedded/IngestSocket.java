package pro.livestream.stream.media.embedded;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.Revocations;
import pro.livestream.stream.media.BroadcasterUpgradeCheck;
import pro.livestream.stream.media.IngestRefused;

/** The socket that a browser sends its recorder's slices over; messages of one socket come one after the other. */
@WebSocket(path = "/ws/streams/{id}/ingest")
class IngestSocket {

    private static final Logger LOG = Logger.getLogger(IngestSocket.class);
    private static final TypedKey<BrowserIngest> INGEST = new TypedKey<>("ingest");
    private static final int SEQ_BYTES = 4;
    private static final CloseReason STOPPED = new CloseReason(1000, "stopped");
    private static final CloseReason TOO_LARGE = new CloseReason(1009, "slice is too large");
    private static final CloseReason REVOKED = new CloseReason(4001, "the session has ended");

    private final BrowserIngests ingests;
    private final EmbeddedMediaConfig config;
    private final Map<String, WebSocketConnection> open = new ConcurrentHashMap<>();

    IngestSocket(BrowserIngests ingests, EmbeddedMediaConfig config, Revocations revocations) {
        this.ingests = ingests;
        this.config = config;
        revocations.onRevoked(this::revoked);
    }

    @OnOpen
    Uni<Void> opened(WebSocketConnection connection) {
        open.put(connection.id(), connection);
        return Uni.createFrom().voidItem();
    }

    @OnTextMessage
    Uni<Void> text(String text, WebSocketConnection connection) {
        var frame = IngestFrame.read(text);
        @Nullable String type = frame == null ? null : frame.type();
        if (frame == null || type == null) {
            return connection.sendText(IngestFrame.error("MALFORMED_FRAME", "A JSON object with a type is expected"));
        }
        return switch (type) {
            case "start" -> start(connection, frame.mimeType());
            case "stop" -> stop(connection);
            default -> connection.sendText(IngestFrame.error("UNKNOWN_TYPE", "There is no such frame"));
        };
    }

    private Uni<Void> start(WebSocketConnection connection, @Nullable String mimeType) {
        if (mimeType == null) {
            return connection.sendText(IngestFrame.error("VALIDATION_FAILED", "mime_type is required"));
        }
        Caller caller = connection.userData().get(BroadcasterUpgradeCheck.CALLER);
        UUID streamId = UUID.fromString(connection.pathParam("id"));
        return ingests.open(
                        caller.tenant().name(), streamId, mimeType, connection.id(), code -> goodbye(connection, code))
                .chain(seat -> {
                    if (seat.isEmpty()) {
                        return connection.sendText(
                                IngestFrame.error("UNSUPPORTED_MEDIA", "Send video/webm or video/mp4"));
                    }
                    connection.userData().put(INGEST, seat.get());
                    return connection.sendText(IngestFrame.ready(seat.get().nextSeq()));
                })
                .onFailure(IngestRefused.class)
                .recoverWithUni(refused -> connection.sendText(
                        IngestFrame.error(code(refused.reason()), String.valueOf(refused.getMessage()))));
    }

    private static String code(IngestRefused.Reason reason) {
        return switch (reason) {
            case UNKNOWN_KEY, NOT_LIVE -> "STREAM_NOT_LIVE";
            case TAKEN -> "ALREADY_PUBLISHING";
            case UNAVAILABLE -> "UPSTREAM_UNAVAILABLE";
        };
    }

    private Uni<Void> stop(WebSocketConnection connection) {
        @Nullable BrowserIngest ingest = connection.userData().remove(INGEST);
        if (ingest != null) {
            ingest.stopped();
        }
        return connection.close(STOPPED);
    }

    @OnBinaryMessage
    Uni<Void> slice(Buffer message, WebSocketConnection connection) {
        @Nullable BrowserIngest ingest = connection.userData().get(INGEST);
        if (ingest == null) {
            return connection.sendText(IngestFrame.error("NOT_STARTED", "Send start first"));
        }
        if (message.length() <= SEQ_BYTES) {
            return connection.sendText(IngestFrame.error("MALFORMED_FRAME", "A number and a slice are expected"));
        }
        if (message.length() > SEQ_BYTES + config.browserSliceBytesMax()) {
            return connection
                    .sendText(IngestFrame.error(
                            "SLICE_TOO_LARGE", "A slice has at most " + config.browserSliceBytesMax() + " bytes"))
                    .chain(() -> connection.close(TOO_LARGE));
        }
        long seq = message.getUnsignedInt(0);
        if (seq > ingest.nextSeq()) {
            return connection.sendText(
                    IngestFrame.error("OUT_OF_ORDER", "Slice " + ingest.nextSeq() + " is expected next"));
        }
        return ingest.slice(seq, message.slice(SEQ_BYTES, message.length()))
                .chain(() -> connection.sendText(IngestFrame.ack(seq)));
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        open.remove(connection.id());
        @Nullable BrowserIngest ingest = connection.userData().remove(INGEST);
        if (ingest != null) {
            ingest.disconnected(connection.id());
        }
    }

    @OnError
    Uni<Void> failed(Throwable failure, WebSocketConnection connection) {
        if (connection.isClosed() || failure instanceof HttpClosedException) {
            LOG.debugf("ingest socket of %s is gone: %s", connection.pathParam("id"), failure.getMessage());
            return Uni.createFrom().voidItem();
        }
        LOG.errorf(failure, "ingest socket of %s failed", connection.pathParam("id"));
        return connection
                .sendText(IngestFrame.error("INTERNAL_ERROR", "Something went wrong on our side"))
                .chain(() -> connection.close(new CloseReason(1011)))
                .onFailure()
                .recoverWithNull();
    }

    /** The stream took the seat away. */
    private static void goodbye(WebSocketConnection connection, String code) {
        connection
                .sendText(IngestFrame.error(code, "The stream takes no more from here"))
                .chain(() -> connection.close(new CloseReason(1000, code)))
                .subscribe()
                .with(ignored -> {}, e -> LOG.debug("the browser is gone already", e));
    }

    private void revoked(IdentityRevoked revoked) {
        for (WebSocketConnection connection : open.values()) {
            if (Revocations.concerns(revoked, connection.userData().get(BroadcasterUpgradeCheck.CALLER))) {
                connection
                        .close(REVOKED)
                        .subscribe()
                        .with(ignored -> {}, e -> LOG.debug("the browser is gone already", e));
            }
        }
    }
}
