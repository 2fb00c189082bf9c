package pro.livestream.chat.log;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One lasting connection to Redis that says when it is lost, when it is back and whether the server is still the same;
 * lives on the core loop.
 */
final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Pattern RUN_ID = Pattern.compile("run_id:([0-9a-f]+)");
    private static final Pattern REPLICATION_ID = Pattern.compile("master_replid:([0-9a-f]+)");
    private static final long PING_MS = 1000;
    private static final long DELAY_MIN_MS = 50;

    /** What a link tells its owner, on the core loop. */
    interface Owner {
        /**
         * The connection is there again; {@code serverId} differs after a restart or a failover. Answers when the owner can work
         * with it; a failure, as of a server that still loads what it holds, has another connection made.
         */
        Future<Void> up(String serverId);

        void down();

        void pushed(Response message);
    }

    private final Vertx vertx;
    private final CoreLoop loop;
    private final Redis redis;
    private final LogConfig config;
    private final Counter failures;
    private final Owner owner;
    private final String name;
    private final boolean pinged;
    private @Nullable RedisConnection connection;
    /** Of that connection: what a lost one still owes holds up nothing. */
    private InOrder<Response> answers = new InOrder<>();

    private boolean up;
    private boolean stopped;
    private long delayMs = DELAY_MIN_MS;

    /**
     * @param pinged false for a connection that subscribes: what is pushed to it takes away the answers it waits for, so its
     *     owner has to tell by what it hears
     */
    RedisLink(
            String name,
            boolean pinged,
            Vertx vertx,
            CoreLoop loop,
            RedisOptions options,
            LogConfig config,
            Counter failures,
            Owner owner) {
        this.name = name;
        this.pinged = pinged;
        this.vertx = vertx;
        this.loop = loop;
        this.config = config;
        this.failures = failures;
        this.owner = owner;
        this.redis = Redis.createClient(vertx, options);
    }

    boolean isUp() {
        return up;
    }

    void start() {
        loop.execute(this::connect);
        if (pinged) {
            loop.every(PING_MS, this::ping);
        }
    }

    void stop() {
        stopped = true;
        up = false;
        redis.close();
    }

    /** Sends now or fails now; commands leave in order, and so do their answers. */
    Future<Response> send(Request request) {
        var current = connection;
        if (current == null || !up) {
            failures.increment();
            return Future.failedFuture(new LinkDown());
        }
        return answers.add(answered(current.send(request))).onFailure(failure -> failures.increment());
    }

    private static Future<Response> answered(Future<@Nullable Response> sent) {
        return sent.map(answer -> {
            if (answer == null) {
                throw new LinkDown();
            }
            return answer;
        });
    }

    /** Has another connection made in place of one that its owner found dead. */
    void renew(String why) {
        var current = connection;
        if (current != null) {
            lost(current, why);
        }
    }

    private void connect() {
        if (stopped) {
            return;
        }
        redis.connect()
                .onComplete(made -> loop.execute(() -> {
                    if (made.failed()) {
                        retry();
                    } else {
                        opened(made.result());
                    }
                }));
    }

    private void opened(RedisConnection made) {
        connection = made;
        answers = new InOrder<>();
        made.exceptionHandler(failure -> loop.execute(() -> lost(made, failure.getMessage())));
        made.endHandler(end -> loop.execute(() -> lost(made, "closed")));
        made.handler(message -> loop.execute(() -> owner.pushed(message)));
        made.send(Request.cmd(Command.INFO))
                .onComplete(info -> loop.execute(() -> {
                    if (info.failed() || info.result() == null) {
                        lost(made, "no answer");
                        return;
                    }
                    up = true;
                    owner.up(serverId(String.valueOf(info.result())))
                            .onSuccess(ready -> {
                                delayMs = DELAY_MIN_MS;
                                LOG.infof("Redis link %s is up", name);
                            })
                            .onFailure(failure -> lost(made, failure.getMessage()));
                }));
    }

    private static String serverId(String info) {
        var replication = REPLICATION_ID.matcher(info);
        var run = RUN_ID.matcher(info);
        return (replication.find() ? replication.group(1) : "") + (run.find() ? run.group(1) : "");
    }

    private void lost(RedisConnection which, @Nullable String why) {
        if (!which.equals(connection)) {
            return;
        }
        connection = null;
        boolean was = up;
        up = false;
        which.close();
        if (was) {
            LOG.warnf("Redis link %s is down: %s", name, why);
            owner.down();
        }
        retry();
    }

    private void retry() {
        if (!stopped) {
            loop.after(delayMs, this::connect);
            delayMs = Math.min(delayMs * 2, config.reconnectDelayMax().toMillis());
        }
    }

    private void ping() {
        var current = connection;
        if (current == null || !up) {
            return;
        }
        Promise<Boolean> answered = Promise.promise();
        long timer = vertx.setTimer(config.pingTimeout().toMillis(), id -> answered.tryComplete(false));
        current.send(Request.cmd(Command.PING)).onComplete(pong -> answered.tryComplete(pong.succeeded()));
        answered.future()
                .onComplete(answer -> loop.execute(() -> {
                    vertx.cancelTimer(timer);
                    if (!answer.result()) {
                        lost(current, "no pong");
                    }
                }));
    }

    /** Redis can't be reached now. */
    static final class LinkDown extends RuntimeException {
        LinkDown() {
            super("Redis is not reachable", null, false, false);
        }
    }
}
