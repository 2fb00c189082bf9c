package pro.livestream.gateway.ratelimit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Counts in Redis over a sliding window of fifty slices, so that all gateways count together and a restart forgets
 * nothing. While Redis is away nothing is counted and everybody may pass.
 */
@ApplicationScoped
class SlidingWindow {
    private static final Logger LOG = Logger.getLogger(SlidingWindow.class);
    private static final long SLICES = 50;
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    /** A hash of slice number to count; refused requests do not count. Returns allowed, remaining, milliseconds. */
    private static final String SCRIPT = """
        local window = tonumber(ARGV[1])
        local limit = tonumber(ARGV[2])
        local slice = math.max(1, math.floor(window / tonumber(ARGV[3])))
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
        local current = math.floor(now / slice)
        local oldest = math.floor((now - window) / slice)
        local used, first = 0, current
        local all = redis.call('HGETALL', KEYS[1])
        for i = 1, #all, 2 do
          local number = tonumber(all[i])
          if number <= oldest then
            redis.call('HDEL', KEYS[1], all[i])
          else
            used = used + tonumber(all[i + 1])
            if number < first then first = number end
          end
        end
        local free = (first + 1) * slice + window - now
        if used >= limit then
          return {0, 0, math.max(1, free)}
        end
        redis.call('HINCRBY', KEYS[1], current, 1)
        redis.call('PEXPIRE', KEYS[1], window + slice)
        return {1, limit - used - 1, math.max(1, free)}
        """;

    private final Redis redis;
    private final Duration timeout;
    private volatile long loggedAtNanos = System.nanoTime() - LOG_EVERY_NANOS;

    SlidingWindow(Redis redis, RateLimitConfig config) {
        this.redis = redis;
        this.timeout = config.redisTimeout();
    }

    /** Empty when Redis does not answer. */
    Uni<Optional<Allowance>> take(String key, long limit, long windowMs) {
        var request = Request.cmd(Command.EVAL)
                .arg(SCRIPT)
                .arg("1")
                .arg(key)
                .arg(Long.toString(windowMs))
                .arg(Long.toString(limit))
                .arg(Long.toString(SLICES));
        return redis.send(request)
                .ifNoItem()
                .after(timeout)
                .fail()
                .map(response -> Optional.of(allowance(response, limit)))
                .onFailure()
                .invoke(this::log)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static Allowance allowance(Response response, long limit) {
        return new Allowance(
                response.get(0).toInteger() == 1,
                limit,
                response.get(1).toLong(),
                Duration.ofMillis(response.get(2).toLong()));
    }

    private void log(Throwable failure) {
        var now = System.nanoTime();
        if (now - loggedAtNanos >= LOG_EVERY_NANOS) {
            loggedAtNanos = now;
            LOG.warnf("requests are not counted, since Redis does not answer: %s", failure.toString());
        }
    }
}
