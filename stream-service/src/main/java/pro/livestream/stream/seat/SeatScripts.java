package pro.livestream.stream.seat;

/**
 * What Redis does in one step. A seat is a member of a sorted set, its score the time it ends; a heartbeat likewise, its score the time
 * it came. Without the tenant's marker the seats are not to be trusted: every script then answers -1 alone.
 */
final class SeatScripts {

    /**
     * KEYS marker, one seat set per stage; ARGV now, until, viewers at most, user, per stage 1 when it is open.
     * Answers the stage's place in the list, 0 for none, and 1 when the seat is new.
     */
    static final String RESERVE = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return {-1} end
            local user = ARGV[4]
            for i = 2, #KEYS do
              local score = redis.call('ZSCORE', KEYS[i], user)
              if score and tonumber(score) > tonumber(ARGV[1]) then
                redis.call('ZADD', KEYS[i], 'GT', ARGV[2], user)
                return {i - 1, 0}
              end
            end
            local best = 0
            local most = -1
            for i = 2, #KEYS do
              local taken = redis.call('ZCOUNT', KEYS[i], '(' .. ARGV[1], '+inf')
              if ARGV[3 + i] == '1' and taken < tonumber(ARGV[3]) and taken > most then
                best = i - 1
                most = taken
              end
            end
            if best == 0 then return {0, 0} end
            redis.call('ZADD', KEYS[best + 1], ARGV[2], user)
            return {best, 1}
            """;

    /** KEYS marker, seats; ARGV until, user: for publishers, whose number is looked at when they come online. */
    static final String HOLD = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return {-1} end
            redis.call('ZADD', KEYS[2], 'GT', ARGV[1], ARGV[2])
            return {1}
            """;

    /**
     * KEYS marker, the stage's six; ARGV now, until, user, publishers at most, counted since, qoe. Answers 0 for a stranger, -2 for
     * one whose time is over, -3 where another publishes, else 1, with 2 added at a viewer's first heartbeat and 4 at a publisher's.
     */
    static final String BEAT = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return {-1} end
            local now = tonumber(ARGV[1])
            local user = ARGV[3]
            local result = 0
            local view = redis.call('ZSCORE', KEYS[2], user)
            if view and tonumber(view) > now then
              redis.call('ZADD', KEYS[2], ARGV[2], user)
              result = 1
              if redis.call('ZADD', KEYS[3], ARGV[1], user) == 1 then result = 3 end
              if ARGV[6] ~= '' then redis.call('HSET', KEYS[7], user, ARGV[6]) end
            end
            local publish = redis.call('ZSCORE', KEYS[4], user)
            if publish and tonumber(publish) > now then
              local before = redis.call('ZSCORE', KEYS[5], user)
              local online = before and tonumber(before) > tonumber(ARGV[5])
              if not online and redis.call('ZCOUNT', KEYS[5], '(' .. ARGV[5], '+inf') >= tonumber(ARGV[4]) then
                if result == 0 then return {-3} end
              else
                redis.call('ZADD', KEYS[4], ARGV[2], user)
                if result == 0 then result = 1 end
                if redis.call('ZADD', KEYS[5], ARGV[1], user) == 1 then result = result + 4 end
              end
            end
            if result == 0 and (view or publish or redis.call('HEXISTS', KEYS[6], 'viewer|' .. user) == 1
                or redis.call('HEXISTS', KEYS[6], 'publisher|' .. user) == 1) then
              return {-2}
            end
            return {result}
            """;

    /** KEYS a role's seats and heartbeats, qoe; ARGV user, and 1 where only the heartbeat is taken back. */
    static final String RELEASE = """
            if ARGV[2] ~= '1' then redis.call('ZREM', KEYS[1], ARGV[1]) end
            redis.call('ZREM', KEYS[2], ARGV[1])
            redis.call('HDEL', KEYS[3], ARGV[1])
            return {1}
            """;

    /** KEYS the stage's six; ARGV now. Moves those whose time is over aside, and answers all who stand there: name, last heartbeat and time. */
    static final String SWEEP = """
            local roles = {'viewer|', 'publisher|'}
            for r = 1, 2 do
              local seats = KEYS[r * 2 - 1]
              local beats = KEYS[r * 2]
              for _, user in ipairs(redis.call('ZRANGEBYSCORE', seats, '-inf', ARGV[1])) do
                local beat = redis.call('ZSCORE', beats, user) or '0'
                redis.call('HSET', KEYS[5], roles[r] .. user, beat .. ':' .. ARGV[1])
                redis.call('ZREM', seats, user)
                redis.call('ZREM', beats, user)
                redis.call('HDEL', KEYS[6], user)
              end
            end
            return redis.call('HGETALL', KEYS[5])
            """;

    /**
     * KEYS marker, seats and heartbeats of each stage and role by turns; ARGV mode, seat until, heartbeat, then triples: place of the seats'
     * key, user, 1 when joined. Mode {@code build} does nothing where the marker stands; mode {@code mend} adds seats that are missing.
     */
    static final String BUILD = """
            if ARGV[1] == 'build' and redis.call('EXISTS', KEYS[1]) == 1 then return {0} end
            for i = 4, #ARGV, 3 do
              local key = tonumber(ARGV[i])
              redis.call('ZADD', KEYS[key], 'NX', ARGV[2], ARGV[i + 1])
              if ARGV[i + 2] == '1' then redis.call('ZADD', KEYS[key + 1], 'NX', ARGV[3], ARGV[i + 1]) end
            end
            if ARGV[1] == 'build' then redis.call('SET', KEYS[1], ARGV[3]) end
            return {1}
            """;

    /** KEYS marker, then viewers' seats and heartbeats and publishers' heartbeats per stage; ARGV now, counted since. */
    static final String COUNT = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return {-1} end
            local counts = {1}
            for i = 2, #KEYS, 3 do
              table.insert(counts, redis.call('ZCOUNT', KEYS[i], '(' .. ARGV[1], '+inf'))
              table.insert(counts, redis.call('ZCOUNT', KEYS[i + 1], '(' .. ARGV[2], '+inf'))
              table.insert(counts, redis.call('ZCOUNT', KEYS[i + 2], '(' .. ARGV[2], '+inf'))
            end
            return counts
            """;

    /** KEYS marker, heartbeats, qoe; ARGV counted since. Answers user, heartbeat, qoe by turns. */
    static final String PRESENT = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return {-1} end
            local present = {1}
            local beats = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[1], '+inf', 'WITHSCORES')
            for i = 1, #beats, 2 do
              table.insert(present, beats[i])
              table.insert(present, beats[i + 1])
              table.insert(present, redis.call('HGET', KEYS[3], beats[i]) or '')
            end
            return present
            """;

    private SeatScripts() {}
}
