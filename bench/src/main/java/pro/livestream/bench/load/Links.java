package pro.livestream.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connections to one target on one event loop: connection {@code i} is in room {@code i mod rooms}. */
public final class Links implements AutoCloseable {
    private static final int IN_FLIGHT_MAX = 256;

    private final Target target;
    private final int rooms;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Tally tally = new Tally();
    private final List<Link> links = new ArrayList<>();
    private Link.@Nullable Watch watch;

    public Links(Target target, int rooms, boolean spin) {
        this.target = target;
        this.rooms = rooms;
        this.group = Epoll.isAvailable()
                ? new EpollEventLoopGroup(
                        1,
                        (ThreadFactory) null,
                        spin ? () -> (now, pending) -> SelectStrategy.BUSY_WAIT : DefaultSelectStrategyFactory.INSTANCE)
                : new NioEventLoopGroup(1);
        this.loop = group.next();
    }

    EventLoop loop() {
        return loop;
    }

    Tally tally() {
        return tally;
    }

    int rooms() {
        return rooms;
    }

    Target target() {
        return target;
    }

    /** Lets every frame of connections opened from now on be seen. */
    void watch(Link.Watch watching) {
        watch = watching;
    }

    /** All connections in the order of their numbers. */
    List<Link> all() {
        return links;
    }

    public int size() {
        return links.size();
    }

    /** Opens so many more, first one and then a bounded number at a time; fails when one is refused or time runs out. */
    public void open(int count, long timeoutS) throws InterruptedException {
        var first = links.size();
        for (int i = first; i < first + count; i++) {
            links.add(new Link(this, i, target.uri(i % rooms), target.token(i), watch));
        }
        var wanted = List.copyOf(links.subList(first, first + count));
        connect(wanted.subList(0, 1), timeoutS);
        if (count > 1) {
            connect(wanted.subList(1, count), timeoutS);
        }
    }

    /** Connects those, a bounded number at a time. */
    void connect(List<Link> wanted, long timeoutS) throws InterruptedException {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> new Opening(wanted, done).more());
        await(done, timeoutS);
    }

    private final class Opening {
        private final List<Link> wanted;
        private final CompletableFuture<Void> done;
        private int started;
        private int opened;

        Opening(List<Link> wanted, CompletableFuture<Void> done) {
            this.wanted = wanted;
            this.done = done;
        }

        void more() {
            while (started < wanted.size() && started - opened < IN_FLIGHT_MAX) {
                var link = wanted.get(started++);
                var uri = link.uri();
                bootstrap(link)
                        .connect(new InetSocketAddress(uri.getHost(), uri.getPort()))
                        .addListener(connected -> {
                            if (!connected.isSuccess()) {
                                done.completeExceptionally(connected.cause());
                            }
                        });
                link.whenOpen(this::opened, done::completeExceptionally);
            }
        }

        private void opened() {
            if (++opened == wanted.size()) {
                done.complete(null);
            } else {
                more();
            }
        }
    }

    private Bootstrap bootstrap(Link link) {
        return new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 60_000)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(link.handler());
                    }
                });
    }

    /** Asks on the loop and waits for the answer. */
    <T> T ask(Supplier<T> question) throws InterruptedException {
        var answer = new CompletableFuture<T>();
        loop.execute(() -> answer.complete(question.get()));
        return await(answer, 60);
    }

    static <T> T await(CompletableFuture<T> future, long timeoutS) throws InterruptedException {
        try {
            return future.get(timeoutS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the connections did not come up: " + e, e);
        }
    }

    /** Counts messages from now on. */
    public void count() throws InterruptedException {
        ask(() -> {
            tally.open(System.nanoTime(), Long.MAX_VALUE);
            return true;
        });
    }

    /** Messages since {@link #count} was called. */
    public long arrived() throws InterruptedException {
        return ask(() -> tally.arrivedInWindow());
    }

    /** How many are open now. */
    public int open() throws InterruptedException {
        return ask(() -> (int) links.stream().filter(Link::isOpen).count());
    }

    @Override
    public void close() {
        loop.execute(() -> links.forEach(Link::drop));
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10_000);
    }
}
