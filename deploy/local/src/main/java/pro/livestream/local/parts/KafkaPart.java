package pro.livestream.local.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import pro.livestream.local.process.Program;
import pro.livestream.local.process.Readiness;

/** One Kafka node, broker and controller at once, in a JVM of its own. */
final class KafkaPart implements Part {
    private final Home home;
    private final Path data;
    private final int port;
    private final int controllerPort;

    KafkaPart(Home home, Path folder, int port, int controllerPort) {
        this.home = home;
        this.data = folder.resolve("kafka");
        this.port = port;
        this.controllerPort = controllerPort;
    }

    @Override
    public void prepare() {}

    @Override
    public Program program() {
        var ready = data.resolve("ready");
        return new Program(
                Kind.KAFKA.label(),
                new ChildJvm(home, KafkaServer.class.getName(), 192, jar -> !jar.startsWith("greenmail"))
                        .command(
                                data.toString(),
                                Integer.toString(port),
                                Integer.toString(controllerPort),
                                ready.toString()),
                Map.of(),
                data,
                List.of(new Program.Endpoint(Kind.KAFKA.label(), port, "127.0.0.1:" + port)),
                Readiness.file(ready),
                Program.StopSignal.TERM,
                Duration.ofSeconds(90));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("KAFKA_BROKERS", "127.0.0.1:" + port, "KAFKA_PARTITIONS_MAX", "3");
    }
}
