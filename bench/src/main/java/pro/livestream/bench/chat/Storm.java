package pro.livestream.bench.chat;

import java.time.Duration;
import java.util.Map;
import pro.livestream.bench.Proc;
import pro.livestream.bench.load.Links;
import pro.livestream.bench.load.Storming;
import pro.livestream.bench.load.Target;

/** All connections of a room are cut at once while it speaks, and come back. */
final class Storm {
    private static final double RATE = 10;
    private static final int SPEAKERS = 4;
    private static final long OPEN_WITHIN_S = 180;
    private static final double BACK_WITHIN_S = 30;

    private final ChatOptions options;
    private final Report report;
    private final Server server;
    private final Target target;

    Storm(ChatOptions options, Report report, Server server, Target target) {
        this.options = options;
        this.report = report;
        this.server = server;
        this.target = target;
    }

    void run() throws InterruptedException {
        try (var crowd = new Links(target, 1, options.spin());
                var speakers = new Links(target, 1, false)) {
            speakers.open(SPEAKERS, OPEN_WITHIN_S);
            var storming = new Storming(crowd, options.storm(), speakers);
            crowd.open(options.storm(), OPEN_WITHIN_S);
            var before = Proc.cpuSeconds(server.pids());
            var result = storming.run(RATE, SPEAKERS, Duration.ofSeconds(5), Duration.ofSeconds(60));
            double cpu = Proc.cpuSeconds(server.pids()).getOrDefault(server.service(), 0.0)
                    - before.getOrDefault(server.service(), 0.0);
            report.note(result.connections() + " connections dropped at once at " + RATE + " messages/s; "
                    + result.messages() + " messages in all; CPU of " + server.service() + " in the 65 s " + cpu
                    + " s");
            report.fact(
                    "storm",
                    Map.of(
                            "connections", result.connections(),
                            "open_again_s", result.openSeconds(),
                            "resumed_s", result.backSeconds(),
                            "messages", result.messages(),
                            "cpu_s", cpu));
            report.budget("storm", Budget.atMost("seconds until all had resumed", result.backSeconds(), BACK_WITHIN_S));
            report.budget("storm", Budget.none("not recovered", result.notRecovered()));
            report.budget("storm", Budget.none("messages missing", result.missing()));
            report.budget("storm", Budget.none("messages doubled", result.doubled()));
        }
    }
}
