package pro.livestream.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client connection; lives on its loop. */
final class Link implements FrameReader.Sink {
    private static final byte[] MASK = {0x11, 0x5A, 0x2B, 0x7E};
    private static final int ANSWER_BYTES_MAX = 16 * 1024;

    private final Links links;
    private final int number;
    private final URI uri;
    private final String token;
    private @Nullable Channel channel;
    private @Nullable ByteBuf rest;
    private boolean upgraded;
    private @Nullable Runnable opened;
    private @Nullable Consumer<Throwable> failed;
    private final @Nullable Watch watch;
    private long now;

    /** Sees every text frame beside the tally, where a scenario needs more than counts. */
    interface Watch {
        void text(Link link, ByteBuf buffer, int from, int to);
    }

    Link(Links links, int number, URI uri, String token, @Nullable Watch watch) {
        this.links = links;
        this.number = number;
        this.uri = uri;
        this.token = token;
        this.watch = watch;
    }

    URI uri() {
        return uri;
    }

    int number() {
        return number;
    }

    boolean isOpen() {
        return upgraded && channel != null && channel.isActive();
    }

    void whenOpen(Runnable action, Consumer<Throwable> otherwise) {
        opened = action;
        failed = otherwise;
    }

    /** Ends the connection as a network that breaks does. */
    void drop() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    void send(byte[] text) {
        frame(0x1, text, text.length);
    }

    private void frame(int opcode, byte[] payload, int length) {
        var to = channel;
        if (to == null) {
            return;
        }
        var out = to.alloc().buffer(length + 14);
        out.writeByte(0x80 | opcode);
        if (length < 126) {
            out.writeByte(0x80 | length);
        } else {
            out.writeByte(0x80 | 126).writeShort(length);
        }
        out.writeBytes(MASK);
        for (int i = 0; i < length; i++) {
            out.writeByte(payload[i] ^ MASK[i & 3]);
        }
        var _ = to.writeAndFlush(out, to.voidPromise());
    }

    @Override
    public void text(ByteBuf buffer, int from, int to) {
        links.tally().text(buffer, from, to, now);
        if (watch != null) {
            watch.text(this, buffer, from, to);
        }
    }

    @Override
    public void ping(ByteBuf buffer, int from, int to) {
        var payload = new byte[to - from];
        buffer.getBytes(from, payload);
        frame(0xA, payload, payload.length);
    }

    @Override
    public void close(int code) {
        drop();
    }

    ChannelHandler handler() {
        return new Handler();
    }

    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            upgraded = false;
            var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n") + "\r\n";
            var _ = context.writeAndFlush(
                    context.alloc().buffer().writeBytes(request.getBytes(StandardCharsets.US_ASCII)));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var in = (ByteBuf) message;
            now = System.nanoTime();
            if (rest != null) {
                rest.writeBytes(in);
                in.release();
                in = rest;
                rest = null;
            }
            if (upgraded || shake(in)) {
                FrameReader.read(in, Link.this);
            }
            keep(in);
        }

        private void keep(ByteBuf in) {
            if (in.isReadable()) {
                rest = in.alloc()
                        .heapBuffer(Math.max(2 * in.readableBytes(), 512))
                        .writeBytes(in);
            }
            in.release();
        }

        private boolean shake(ByteBuf in) {
            for (int at = in.readerIndex(); at + 4 <= in.writerIndex(); at++) {
                if (in.getInt(at) == 0x0D0A0D0A) {
                    var head = in.toString(in.readerIndex(), at - in.readerIndex(), StandardCharsets.US_ASCII);
                    in.readerIndex(at + 4);
                    answered(head);
                    return upgraded;
                }
            }
            if (in.readableBytes() > ANSWER_BYTES_MAX) {
                fail(new IllegalStateException("no answer to the handshake"));
            }
            return false;
        }

        private void answered(String head) {
            upgraded = head.startsWith("HTTP/1.1 101 ");
            if (!upgraded) {
                fail(new IllegalStateException(
                        "the handshake was answered " + head.lines().findFirst().orElse("")));
                return;
            }
            var action = opened;
            opened = null;
            if (action != null) {
                action.run();
            }
        }

        private void fail(Throwable why) {
            drop();
            var action = failed;
            failed = null;
            if (action != null) {
                action.accept(why);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (rest != null) {
                rest.release();
                rest = null;
            }
            if (!upgraded) {
                fail(new IllegalStateException("closed before it was open"));
            }
            upgraded = false;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
