package pro.livestream.local.parts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import pro.livestream.local.process.Program;
import pro.livestream.local.process.Readiness;

/** Redis with an append-only file and without eviction. */
final class RedisPart implements Part {
    private final Path data;
    private final int port;
    private final Binaries binaries;

    RedisPart(Path folder, int port, Binaries binaries) {
        this.data = folder.resolve("redis");
        this.port = port;
        this.binaries = binaries;
    }

    @Override
    public void prepare() {
        binaries.redisServer();
    }

    @Override
    public Program program() {
        return new Program(
                Kind.REDIS.label(),
                List.of(
                        binaries.redisServer().toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        data.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "everysec",
                        "--save",
                        "",
                        "--maxmemory-policy",
                        "noeviction",
                        "--daemonize",
                        "no"),
                Map.of(),
                data,
                List.of(new Program.Endpoint(Kind.REDIS.label(), port, "redis://127.0.0.1:" + port)),
                Readiness.answer(port, "PING\r\n".getBytes(StandardCharsets.US_ASCII), "+PONG"),
                Program.StopSignal.TERM,
                Duration.ofSeconds(30));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("REDIS_URL", "redis://127.0.0.1:" + port);
    }
}
