package pro.livestream.chat.log;

/** The Lua that keeps order, history and broadcast in step: one call, one atomic act. */
final class LogScripts {

    private LogScripts() {}

    /** Keys: room, log, duplicate, rate, slow. Arguments in the order of {@code RoomLog.append}. */
    static final String APPEND = """
            local known = redis.call('GET', KEYS[3])
            if known then return {'D', known} end
            local room = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'server')
            local epoch = tonumber(room[1])
            if not epoch or room[3] ~= ARGV[6] or epoch < tonumber(ARGV[4])
                or (epoch == tonumber(ARGV[4]) and tonumber(room[2]) < tonumber(ARGV[5])) then
              return {'M'}
            end
            local max = tonumber(ARGV[7])
            if max > 0 then
              local t = redis.call('TIME')
              local now = t[1] * 1000 + math.floor(t[2] / 1000)
              local window = tonumber(ARGV[8])
              local oldest = redis.call('LINDEX', KEYS[4], max - 1)
              if oldest and now - tonumber(oldest) < window then
                return {'R', window - (now - tonumber(oldest))}
              end
              local slow = tonumber(ARGV[9])
              if slow > 0 and not redis.call('SET', KEYS[5], '1', 'NX', 'PX', slow) then
                return {'S', redis.call('PTTL', KEYS[5])}
              end
              redis.call('LPUSH', KEYS[4], now)
              redis.call('LTRIM', KEYS[4], 0, max - 1)
              redis.call('PEXPIRE', KEYS[4], window)
            end
            local seq = redis.call('HINCRBY', KEYS[1], 'seq', 1)
            local line = ARGV[2] .. ' ' .. room[1] .. ' ' .. seq .. ' ' .. ARGV[3]
            redis.call('RPUSH', KEYS[2], line)
            redis.call('LTRIM', KEYS[2], -tonumber(ARGV[11]), -1)
            local ttl = tonumber(ARGV[13])
            if ttl > 0 then
              redis.call('PEXPIRE', KEYS[2], ttl)
              local gone, i = 0, 0
              local kept = redis.call('LINDEX', KEYS[2], 0)
              while kept do
                i = i + 1
                local at = string.match(kept, '"created_at":"([^"]+)"')
                if at and at >= ARGV[14] then break end
                if at then gone = i end
                kept = redis.call('LINDEX', KEYS[2], i)
              end
              if gone > 0 then redis.call('LTRIM', KEYS[2], gone, -1) end
            elseif ttl < 0 then
              redis.call('PERSIST', KEYS[2])
            end
            redis.call('SET', KEYS[3], ARGV[12] .. ' ' .. room[1] .. ' ' .. seq, 'PX', ARGV[10])
            redis.call('PUBLISH', ARGV[1], line)
            return {'O', epoch, seq}
            """;

    /** Keys: duplicate, rate, slow. Arguments: maximum, window, slow mode. As {@link #APPEND}, without appending. */
    static final String PASS = """
            local known = redis.call('GET', KEYS[1])
            if known then return {'D', known} end
            local max = tonumber(ARGV[1])
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            local window = tonumber(ARGV[2])
            local oldest = redis.call('LINDEX', KEYS[2], max - 1)
            if oldest and now - tonumber(oldest) < window then
              return {'R', window - (now - tonumber(oldest))}
            end
            local slow = tonumber(ARGV[3])
            if slow > 0 and not redis.call('SET', KEYS[3], '1', 'NX', 'PX', slow) then
              return {'S', redis.call('PTTL', KEYS[3])}
            end
            redis.call('LPUSH', KEYS[2], now)
            redis.call('LTRIM', KEYS[2], 0, max - 1)
            redis.call('PEXPIRE', KEYS[2], window)
            return {'O', 0, 0}
            """;

    /**
     * Keys: room, log. Arguments: epoch, sequence, server, channel, then lines for a log that was lost. Another node may have
     * begun an epoch and gone on in it meanwhile, so the sequence never goes back.
     */
    static final String BEGIN_EPOCH = """
            local current = tonumber(redis.call('HGET', KEYS[1], 'epoch') or '-1')
            if current < tonumber(ARGV[1]) then
              local seq = ARGV[2]
              local known = redis.call('HGET', KEYS[1], 'seq')
              if known and tonumber(known) > tonumber(seq) then seq = known end
              redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'seq', seq, 'server', ARGV[3])
              redis.call('PERSIST', KEYS[1])
              redis.call('PERSIST', KEYS[2])
              if redis.call('EXISTS', KEYS[2]) == 0 then
                for i = 5, #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
              end
              local nobody = '00000000-0000-0000-0000-000000000000'
              redis.call('PUBLISH', ARGV[4], 'E ' .. ARGV[1] .. ' ' .. seq .. ' ' .. nobody .. ' ' .. nobody .. ' {}')
            end
            local room = redis.call('HMGET', KEYS[1], 'epoch', 'seq')
            return {tonumber(room[1]), tonumber(room[2])}
            """;

    /** Keys: log. Arguments: pairs of a line and what takes its place, empty for nothing. */
    static final String REWRITE = """
            for i = 1, #ARGV, 2 do
              if ARGV[i + 1] == '' then
                redis.call('LREM', KEYS[1], 0, ARGV[i])
              else
                local at = redis.call('LPOS', KEYS[1], ARGV[i])
                if at then redis.call('LSET', KEYS[1], at, ARGV[i + 1]) end
              end
            end
            return redis.call('LLEN', KEYS[1])
            """;

    /** Keys: rate. Arguments: maximum, window, channel, line. */
    static final String SIGNAL = """
            local max = tonumber(ARGV[1])
            if max > 0 then
              local t = redis.call('TIME')
              local now = t[1] * 1000 + math.floor(t[2] / 1000)
              local window = tonumber(ARGV[2])
              local oldest = redis.call('LINDEX', KEYS[1], max - 1)
              if oldest and now - tonumber(oldest) < window then
                return window - (now - tonumber(oldest))
              end
              redis.call('LPUSH', KEYS[1], now)
              redis.call('LTRIM', KEYS[1], 0, max - 1)
              redis.call('PEXPIRE', KEYS[1], window)
            end
            redis.call('PUBLISH', ARGV[3], ARGV[4])
            return 0
            """;
}
