package pro.livestream.chat.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.fanout.CloseReason;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.ClientFrame;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.room.Rooms;

/** Reads one socket's frames on its event loop: puts fragments together, bounds them, counts the bad ones. */
final class SocketHandler extends ChannelInboundHandlerAdapter {

    private final Connection connection;
    private final RoomKey room;
    private final Rooms rooms;
    private final FrameDispatcher dispatcher;
    private final Rejections rejections;
    private final Budget frames;
    private final Budget lookups;
    private final int textBytesMax;
    private final int badFramesMax;
    private @Nullable ByteArrayOutputStream fragments;
    private boolean binary;
    private boolean tooLarge;
    private int badFrames;
    private boolean left;

    SocketHandler(
            Connection connection,
            RoomKey room,
            Rooms rooms,
            FrameDispatcher dispatcher,
            Rejections rejections,
            SocketConfig config) {
        long now = System.nanoTime();
        this.rejections = rejections;
        this.frames = new Budget(config.framesPerSecondMax(), now);
        this.lookups = new Budget(config.lookupsPerSecondMax(), now);
        this.connection = connection;
        this.room = room;
        this.rooms = rooms;
        this.dispatcher = dispatcher;
        this.textBytesMax = config.textBytesMax();
        this.badFramesMax = config.badFramesMax();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof WebSocketFrame frame)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            connection.heard();
            if (!connection.isClosed()) {
                take(frame);
            } else if (frame instanceof CloseWebSocketFrame) {
                var _ = context.close();
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    /** A connection that sends too much is answered a few times, not for each frame, and then closed. */
    private void take(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame || frames.take(System.nanoTime())) {
            read(frame);
        } else {
            bad(ChatError.RATE_LIMITED.frame(null, frames.waitMs()));
        }
    }

    private void read(WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
            binary = frame instanceof BinaryWebSocketFrame;
            tooLarge = false;
            if (frame.isFinalFragment()) {
                whole(frame.content());
            } else {
                fragments = new ByteArrayOutputStream();
                collect(fragments, frame.content());
            }
        } else if (frame instanceof ContinuationWebSocketFrame && fragments != null) {
            collect(fragments, frame.content());
            if (frame.isFinalFragment()) {
                byte[] text = fragments.toByteArray();
                fragments = null;
                whole(text);
            }
        } else if (frame instanceof PingWebSocketFrame) {
            connection.pong(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof CloseWebSocketFrame close) {
            connection.close(new CloseReason(close.statusCode() < 0 ? 1000 : close.statusCode(), ""));
        }
    }

    private void collect(ByteArrayOutputStream into, ByteBuf part) {
        if (into.size() + part.readableBytes() > textBytesMax) {
            tooLarge = true;
        } else if (!tooLarge) {
            into.writeBytes(ByteBufUtil.getBytes(part));
        }
    }

    private void whole(ByteBuf text) {
        if (text.readableBytes() > textBytesMax) {
            tooLarge = true;
            whole(new byte[0]);
        } else {
            whole(ByteBufUtil.getBytes(text));
        }
    }

    private void whole(byte[] text) {
        if (tooLarge) {
            bad(ChatError.FRAME_TOO_LARGE.frame(null));
        } else if (binary) {
            bad(ChatError.BINARY_NOT_SUPPORTED.frame(null));
        } else {
            understood(connection.protocol().decode(text));
        }
    }

    private void understood(ClientFrame frame) {
        if (frame instanceof ClientFrame.Malformed malformed) {
            bad(new ServerFrame.Refused(malformed.code(), malformed.message(), null, null));
        } else {
            badFrames = 0;
            if (isLookup(frame) && !lookups.take(System.nanoTime())) {
                rejections.frame(ChatError.RATE_LIMITED.name());
                connection.send(ChatError.RATE_LIMITED.frame(null, lookups.waitMs()));
                return;
            }
            dispatcher.dispatch(room, connection, frame);
        }
    }

    private static boolean isLookup(ClientFrame frame) {
        return frame instanceof ClientFrame.Resume || frame instanceof ClientFrame.History;
    }

    /** One error for each, then the end. */
    private void bad(ServerFrame.Refused refused) {
        rejections.frame(refused.code());
        connection.send(refused);
        if (++badFrames >= badFramesMax) {
            connection.close(CloseReason.TOO_MANY_BAD_FRAMES);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        leave();
        super.channelInactive(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        leave();
    }

    private void leave() {
        if (!left) {
            left = true;
            connection.closed();
            rooms.leave(room, connection);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            connection.close(CloseReason.FRAME_TOO_LARGE);
        } else if (cause instanceof CorruptedFrameException) {
            connection.close(new CloseReason(1002, "Broken frame"));
        } else {
            var _ = context.close();
        }
    }
}
