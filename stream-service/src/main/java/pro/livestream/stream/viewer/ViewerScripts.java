package pro.livestream.stream.viewer;

/** What Redis does in one step; a member of the sorted set is {@code viewer|source}, its score the time it expires. */
final class ViewerScripts {

    /** KEYS present, seen, state; ARGV expiry, source, number of present, the present, then those who left. */
    static final String TOUCH = """
            local present = tonumber(ARGV[3])
            for i = 4, 3 + present do
              redis.call('ZADD', KEYS[1], ARGV[1], ARGV[i] .. '|' .. ARGV[2])
              redis.call('SADD', KEYS[2], ARGV[i])
            end
            for i = 4 + present, #ARGV do
              redis.call('ZREM', KEYS[1], ARGV[i] .. '|' .. ARGV[2])
            end
            redis.call('HSET', KEYS[3], 'dirty', 1)
            for i = 1, 3 do redis.call('EXPIRE', KEYS[i], 172800) end
            return 1
            """;

    /** KEYS present, seen, state; ARGV now, shortest outage; answers count, total. */
    static final String COUNT = """
            local now = tonumber(ARGV[1])
            local last = tonumber(redis.call('HGET', KEYS[3], 'counted_at') or now)
            if now - last > tonumber(ARGV[2]) then
              for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
                redis.call('ZINCRBY', KEYS[1], now - last, member)
              end
            end
            local expired = redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            local count = tonumber(redis.call('HGET', KEYS[3], 'count') or 0)
            if expired > 0 or redis.call('HGET', KEYS[3], 'dirty') ~= '0' then
              local viewers = {}
              count = 0
              for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
                local viewer = string.match(member, '^(.*)|')
                if not viewers[viewer] then
                  viewers[viewer] = true
                  count = count + 1
                end
              end
            end
            redis.call('HSET', KEYS[3], 'count', count, 'dirty', 0, 'counted_at', now)
            redis.call('EXPIRE', KEYS[3], 172800)
            return {count, redis.call('SCARD', KEYS[2])}
            """;

    private ViewerScripts() {}
}
