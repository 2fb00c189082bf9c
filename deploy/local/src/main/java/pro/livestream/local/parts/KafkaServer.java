package pro.livestream.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** Main class of the Kafka child: data folder, port, controller's port, file to make when it serves. */
final class KafkaServer {
    private static final int NODE = 1;
    /** Any 16 bytes in URL-safe Base64. */
    private static final String CLUSTER = "bGl2ZXN0cmVhbS1sb2NhbA";

    private KafkaServer() {}

    public static void main(String[] arguments) throws Exception {
        Lifeline.hold();
        var log = Files.createDirectories(Path.of(arguments[0]).resolve("log"));
        format(log);
        var server = new KafkaRaftServer(new KafkaConfig(settings(log, arguments[1], arguments[2])), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        server.startup();
        Files.writeString(Path.of(arguments[3]), "");
        server.awaitShutdown();
    }

    private static void format(Path log) throws Exception {
        new Formatter()
                .setPrintStream(System.out)
                .setNodeId(NODE)
                .setClusterId(CLUSTER)
                .addDirectory(log.toString())
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setIgnoreFormatted(true)
                .run();
    }

    private static Map<String, String> settings(Path log, String port, String controllerPort) {
        var values = new HashMap<String, String>();
        values.put("process.roles", "broker,controller");
        values.put("node.id", Integer.toString(NODE));
        values.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        values.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        values.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        values.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        values.put("controller.listener.names", "CONTROLLER");
        values.put("inter.broker.listener.name", "PLAINTEXT");
        values.put("log.dirs", log.toString());
        values.put("auto.create.topics.enable", "false");
        values.put("default.replication.factor", "1");
        values.put("min.insync.replicas", "1");
        values.put("offsets.topic.replication.factor", "1");
        values.put("offsets.topic.num.partitions", "3");
        values.put("transaction.state.log.replication.factor", "1");
        values.put("transaction.state.log.min.isr", "1");
        values.put("transaction.state.log.num.partitions", "3");
        values.put("share.coordinator.state.topic.replication.factor", "1");
        values.put("share.coordinator.state.topic.min.isr", "1");
        values.put("share.coordinator.state.topic.num.partitions", "1");
        values.put("group.initial.rebalance.delay.ms", "0");
        values.put("num.network.threads", "2");
        values.put("num.io.threads", "4");
        values.put("background.threads", "2");
        values.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024));
        values.put("log.segment.bytes", Integer.toString(16 * 1024 * 1024));
        values.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        values.put("controlled.shutdown.enable", "false");
        return values;
    }
}
