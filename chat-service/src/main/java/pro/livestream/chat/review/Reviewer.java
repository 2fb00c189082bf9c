package pro.livestream.chat.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.rule.ChannelRules;
import pro.livestream.chat.rule.Policy;
import pro.livestream.chat.rule.RuleAction;

/**
 * Asks a channel's reviewer about a message: signed, within the budget, never following redirects, only at the very address
 * that was judged. On the core loop.
 */
@Singleton
public class Reviewer {

    private static final Logger LOG = Logger.getLogger(Reviewer.class);
    private static final String SIGNATURE = "X-LiveStream-Signature";
    private static final int ANSWER_BYTES_MAX = 4096;
    private static final int CHANNELS_MAX = 5_000;

    private final VertxInternal vertx;
    private final CoreLoop loop;
    private final HttpClient client;
    private final ReviewAddress addresses;
    private final ReviewSecrets secrets;
    private final ReviewConfig config;
    private final MeterRegistry registry;
    private final Timer latency;
    private final Map<UUID, Channel> channels = new HashMap<>();

    /** How the reviewer of one channel has behaved. */
    private static final class Channel {
        private final String url;
        private final Breaker breaker;
        private int underWay;

        private Channel(String url, Breaker breaker) {
            this.url = url;
            this.breaker = breaker;
        }
    }

    Reviewer(
            Vertx vertx,
            CoreLoop loop,
            ReviewAddress addresses,
            ReviewSecrets secrets,
            ReviewConfig config,
            MeterRegistry registry) {
        this.vertx = (VertxInternal) vertx;
        this.loop = loop;
        this.addresses = addresses;
        this.secrets = secrets;
        this.config = config;
        this.registry = registry;
        int budgetMs = (int) config.budget().toMillis();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(budgetMs)
                        .setIdleTimeout(30)
                        .setMaxHeaderSize(ANSWER_BYTES_MAX)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(config.underWayMax()));
        this.latency = Timer.builder("chat.review.latency")
                .description("Until an outside reviewer answered, well or not")
                .publishPercentileHistogram()
                .register(registry);
    }

    /** What to do with the message; never fails, since the policy says what a failure means. */
    public Future<RuleAction> ask(UUID channelId, ChannelRules rules, Policy.Review review, ObjectNode message) {
        var channel = channel(channelId, review);
        if (channel.underWay >= config.underWayMax()) {
            return Future.succeededFuture(failed("busy", review));
        }
        if (!channel.breaker.allows(System.nanoTime())) {
            return Future.succeededFuture(failed("open", review));
        }
        channel.underWay++;
        long started = System.nanoTime();
        Promise<RuleAction> decided = Promise.promise();
        call(rules, review, message.toString())
                .onComplete(answer -> loop.execute(() -> {
                    if (decided.future().isComplete()) {
                        return;
                    }
                    channel.underWay--;
                    latency.record(Duration.ofNanos(System.nanoTime() - started));
                    if (answer.succeeded()) {
                        channel.breaker.succeeded();
                        count(answer.result().wireName());
                        decided.complete(answer.result());
                    } else {
                        channel.breaker.failed(System.nanoTime());
                        LOG.debugf("The reviewer of %s failed: %s", channelId, answer.cause());
                        decided.complete(failed(answer.cause() instanceof Malformed ? "malformed" : "error", review));
                    }
                }));
        loop.after(config.budget().toMillis(), () -> {
            if (!decided.future().isComplete()) {
                channel.underWay--;
                latency.record(config.budget());
                channel.breaker.failed(System.nanoTime());
                decided.complete(failed("timeout", review));
            }
        });
        return decided.future();
    }

    private Channel channel(UUID id, Policy.Review review) {
        if (channels.size() > CHANNELS_MAX) {
            channels.clear();
        }
        var known = channels.get(id);
        if (known == null || !known.url.equals(review.url())) {
            known = new Channel(review.url(), new Breaker(config.failuresMax(), config.pause()));
            channels.put(id, known);
        }
        return known;
    }

    private RuleAction failed(String outcome, Policy.Review review) {
        count(outcome);
        return switch (review.onFailure()) {
            case FAIL_OPEN -> RuleAction.ALLOW;
            case FAIL_CLOSED -> RuleAction.BLOCK;
            case HOLD -> RuleAction.HOLD;
        };
    }

    private void count(String outcome) {
        registry.counter("chat.reviews", "outcome", outcome).increment();
    }

    private Future<RuleAction> call(ChannelRules rules, Policy.Review review, String body) {
        var sealed = rules.secret();
        var secret = sealed == null ? null : secrets.open(sealed.getBytes()).orElse(null);
        if (secret == null || addresses.problem(review.url()) != null) {
            return Future.failedFuture("the review's settings can't be used");
        }
        var uri = URI.create(review.url());
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        long seconds = Clock.systemUTC().instant().getEpochSecond();
        return resolve(uri.getHost()).compose(address -> {
            if (!addresses.mayCall(address)) {
                return Future.failedFuture("the review's host leads to no public address");
            }
            var options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                    .setHost(uri.getHost())
                    .setPort(port)
                    .setSsl(tls)
                    .setURI(target(uri))
                    .setFollowRedirects(false)
                    .setTimeout(config.budget().toMillis())
                    .putHeader("Content-Type", "application/json")
                    .putHeader(SIGNATURE, ReviewSecrets.signature(secret, seconds, body));
            return client.request(options)
                    .compose(request -> request.send(Buffer.buffer(body)))
                    .compose(Reviewer::bounded)
                    .map(Reviewer::action);
        });
    }

    private Future<InetAddress> resolve(String host) {
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        Promise<InetAddress> resolved = Promise.promise();
        vertx.resolveAddress(bare, resolved);
        return resolved.future();
    }

    private static String target(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static Future<Buffer> bounded(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.exceptionHandler(reset -> {});
            var _ = response.request().reset();
            return Future.failedFuture("status " + response.statusCode());
        }
        Promise<Buffer> whole = Promise.promise();
        var body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > ANSWER_BYTES_MAX) {
                whole.tryFail(new Malformed());
                var _ = response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private static RuleAction action(Buffer answer) {
        try {
            var json = FrameJson.read(answer.getBytes());
            return RuleAction.named(json.path("action").asText()).orElseThrow(Malformed::new);
        } catch (IOException notJson) {
            throw new Malformed();
        }
    }

    /** The reviewer answered something else than was agreed. */
    private static final class Malformed extends RuntimeException {
        private Malformed() {
            super("malformed answer", null, false, false);
        }
    }
}
