package pro.livestream.stream.media.embedded.rtmp;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One publisher's connection, from its handshake to its last tag; confined to its event loop. */
final class RtmpConnection implements RtmpDesk.Publisher {

    private static final Logger LOG = Logger.getLogger(RtmpConnection.class);
    private static final String APPLICATION = "live";

    private enum Phase {
        HANDSHAKE,
        CONNECTING,
        CONNECTED,
        ASKING,
        PUBLISHING,
        CLOSED
    }

    private final NetSocket socket;
    private final Context context;
    private final RtmpDesk desk;
    private final RtmpLimits limits;
    private final RtmpHandshake handshake = new RtmpHandshake();
    private final ChunkReader chunks;
    private final long publishTimer;
    private final Vertx vertx;
    private Phase phase = Phase.HANDSHAKE;
    private RtmpDesk.@Nullable Publication publication;
    private long received;
    private long acknowledged;

    RtmpConnection(Vertx vertx, NetSocket socket, RtmpDesk desk, RtmpLimits limits) {
        this.vertx = vertx;
        this.socket = socket;
        this.context = vertx.getOrCreateContext();
        this.desk = desk;
        this.limits = limits;
        this.chunks = new ChunkReader(RtmpLimits.UNKNOWN_PEER_MESSAGE_BYTES_MAX, this::message);
        this.publishTimer = vertx.setTimer(limits.publishTimeout().toMillis(), id -> tooSlow());
    }

    /** Every way out of here ends in {@link #closed()}. */
    void received(Buffer bytes) {
        if (phase == Phase.CLOSED) {
            return;
        }
        try {
            acknowledge(bytes.length());
            byte[] rest = bytes.getBytes();
            if (phase == Phase.HANDSHAKE) {
                rest = handshake.feed(rest, this::send);
                if (!handshake.done()) {
                    return;
                }
                phase = Phase.CONNECTING;
            }
            chunks.feed(rest);
        } catch (RtmpProtocolException e) {
            disconnect(e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "RTMP connection of %s failed", socket.remoteAddress());
            disconnect("internal error");
        }
    }

    void closed() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        vertx.cancelTimer(publishTimer);
        var open = publication;
        publication = null;
        if (open != null) {
            open.closed();
        }
    }

    @Override
    public void resume() {
        context.runOnContext(ignored -> socket.resume());
    }

    @Override
    public void close(String reason) {
        context.runOnContext(ignored -> disconnect(reason));
    }

    private void disconnect(@Nullable String reason) {
        if (phase != Phase.CLOSED) {
            LOG.infof("RTMP connection of %s closed: %s", socket.remoteAddress(), reason);
        }
        socket.resume();
        socket.close().onFailure(e -> LOG.debug("closing failed", e));
        closed();
    }

    private void tooSlow() {
        if (phase != Phase.PUBLISHING && phase != Phase.CLOSED) {
            disconnect("nothing published in time");
        }
    }

    private void acknowledge(int bytes) {
        received += bytes;
        if (received - acknowledged >= RtmpReplies.ACK_WINDOW / 2 && handshake.done()) {
            acknowledged = received;
            send(RtmpReplies.acknowledgement(received));
        }
    }

    /** Answers are small: they only pile up at a peer that does not read. */
    private void send(Buffer bytes) {
        if (socket.writeQueueFull()) {
            disconnect("it does not read what it is sent");
            return;
        }
        socket.write(bytes).onFailure(e -> LOG.debug("write failed", e));
    }

    private void message(RtmpMessage message) {
        if (phase == Phase.CLOSED) {
            return;
        }
        switch (message.type()) {
            case RtmpMessage.SET_CHUNK_SIZE -> chunks.chunkSize(message.intBody() & 0x7fffffff);
            case RtmpMessage.ABORT -> chunks.abort(message.intBody());
            case RtmpMessage.USER_CONTROL -> userControl(message.body());
            case RtmpMessage.AUDIO -> tag(FlvTag.Kind.AUDIO, message, 0);
            case RtmpMessage.VIDEO -> tag(FlvTag.Kind.VIDEO, message, 0);
            case RtmpMessage.DATA_AMF0 -> data(message, 0);
            case RtmpMessage.DATA_AMF3 -> data(message, 1);
            case RtmpMessage.COMMAND_AMF0 -> command(message.streamId(), Amf0.read(message.body(), 0));
            case RtmpMessage.COMMAND_AMF3 -> command(message.streamId(), Amf0.read(message.body(), 1));
            default -> LOG.tracef("message type %d left out", message.type());
        }
    }

    private void userControl(byte[] body) {
        boolean ping = body.length >= 6 && body[0] == 0 && body[1] == 6;
        if (ping) {
            send(RtmpReplies.pong(body));
        }
    }

    private void command(int messageStream, List<AmfValue> values) {
        if (values.size() < 2) {
            throw new RtmpProtocolException("command without a name or transaction");
        }
        String name = values.get(0).asText();
        Double number = values.get(1).asNumber();
        double transaction = number == null ? 0 : number;
        switch (name == null ? "" : name) {
            case "connect" -> connect(transaction, values);
            case "createStream" -> send(RtmpReplies.result(transaction, new AmfValue.Nothing(), new AmfValue.Num(1)));
            case "releaseStream", "FCPublish", "_checkbw" ->
                send(RtmpReplies.result(transaction, new AmfValue.Nothing(), new AmfValue.Nothing()));
            case "publish" -> publish(messageStream, values);
            case "FCUnpublish", "deleteStream", "closeStream" -> disconnect("the publisher ended");
            case "play", "play2" -> throw new RtmpProtocolException("there is nothing to play over RTMP");
            default -> LOG.tracef("command %s left out", name);
        }
    }

    private void connect(double transaction, List<AmfValue> values) {
        if (phase != Phase.CONNECTING) {
            throw new RtmpProtocolException("connect comes first and once");
        }
        AmfValue app = values.size() > 2 ? values.get(2).entry("app") : null;
        String name = app == null ? null : app.asText();
        if (name == null || !withoutQuery(name).replaceAll("/+$", "").equals(APPLICATION)) {
            send(RtmpReplies.error(
                    transaction, "NetConnection.Connect.InvalidApp", "The application is " + APPLICATION));
            throw new RtmpProtocolException("unknown application");
        }
        phase = Phase.CONNECTED;
        send(RtmpReplies.connected(transaction));
    }

    private void publish(int messageStream, List<AmfValue> values) {
        String key = values.size() > 3 ? values.get(3).asText() : null;
        if (phase != Phase.CONNECTED || key == null) {
            throw new RtmpProtocolException("publish without connect or key");
        }
        phase = Phase.ASKING;
        socket.pause();
        desk.open(withoutQuery(key), this)
                .subscribe()
                .with(
                        opened -> context.runOnContext(ignored -> opened(messageStream, opened)),
                        failure -> context.runOnContext(ignored -> refused(messageStream, failure)));
    }

    private void opened(int messageStream, RtmpDesk.Publication opened) {
        if (phase != Phase.ASKING) {
            opened.closed();
            return;
        }
        publication = opened;
        phase = Phase.PUBLISHING;
        vertx.cancelTimer(publishTimer);
        chunks.messageSizeMax(limits.messageBytesMax());
        send(RtmpReplies.publishStatus(messageStream, "status", "NetStream.Publish.Start", "Publishing."));
        socket.resume();
    }

    private void refused(int messageStream, Throwable failure) {
        if (phase != Phase.ASKING) {
            return;
        }
        String code = "NetStream.Publish.Failed";
        String description = "The server could not take the stream; try again.";
        if (failure instanceof RtmpDesk.PublishRefused refusal) {
            code = refusal.code();
            description = String.valueOf(refusal.getMessage());
        } else {
            LOG.error("publisher could not be admitted", failure);
        }
        send(RtmpReplies.publishStatus(messageStream, "error", code, description));
        disconnect(description);
    }

    /** {@code @setDataFrame} only names what follows; the file has the rest. */
    private void data(RtmpMessage message, int from) {
        if (phase != Phase.PUBLISHING) {
            return;
        }
        var values = Amf0.read(message.body(), from);
        int skip = from;
        if (!values.isEmpty() && "@setDataFrame".equals(values.getFirst().asText())) {
            skip += 3 + "@setDataFrame".length();
        }
        tag(FlvTag.Kind.SCRIPT, message, skip);
    }

    private void tag(FlvTag.Kind kind, RtmpMessage message, int skip) {
        var open = publication;
        if (open == null) {
            throw new RtmpProtocolException("media before publish");
        }
        byte[] body = message.body();
        var tag = new FlvTag(kind, message.timestamp(), Buffer.buffer(body).slice(skip, body.length));
        if (!tag.isSupported()) {
            throw new RtmpProtocolException("only H.264 with AAC or MP3 can be taken");
        }
        if (!open.accept(tag)) {
            socket.pause();
        }
    }

    private static String withoutQuery(String name) {
        int query = name.indexOf('?');
        return query < 0 ? name : name.substring(0, query);
    }
}
