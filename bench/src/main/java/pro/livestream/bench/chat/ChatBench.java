package pro.livestream.bench.chat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import pro.livestream.bench.RunningSuite;
import pro.livestream.bench.chat.ChatOptions.Scenario;
import pro.livestream.bench.load.Target;

/** Drives the running suite's chat through the chosen scenarios, and another server beside it where one is named. */
public final class ChatBench {
    private static final String SERVICE = "chat-service";
    private static final String MESSAGE = "{\"type\":\"message\",\"text\":\"{text}\"}";

    private final RunningSuite suite;
    private final Cast cast;
    private final ChatOptions options;
    private final Report report;
    private final Server server;

    private ChatBench(RunningSuite suite, ChatOptions options, Report report) {
        this.suite = suite;
        this.cast = new Cast(suite);
        this.options = options;
        this.report = report;
        this.server = new Server(SERVICE, suite.pids());
    }

    /** Answers 0 when every budget was kept. */
    public static int run(ChatOptions options) throws IOException, InterruptedException {
        if (options.worker() != null) {
            return IdleWorker.run(options.worker(), options.spin());
        }
        var suite = RunningSuite.find();
        var report = new Report(System.out);
        var bench = new ChatBench(suite, options, report);
        try (var cast = bench.cast) {
            cast.users(bench.usersNeeded());
            bench.all();
        }
        report.end();
        return report.isMissed() ? 3 : 0;
    }

    private void all() throws IOException, InterruptedException {
        learn();
        try (var pinning = Pinning.of(server.pids().values())) {
            describe(pinning);
            try (var peer = PeerServer.start(options.peer())) {
                for (var scenario : Scenario.values()) {
                    if (options.scenarios().contains(scenario)) {
                        measure(scenario, peer);
                    }
                }
            }
        }
    }

    /** A JVM compiles what it runs often, for tens of seconds of CPU: that is done before, on all cores, and not measured. */
    private void learn() throws IOException, InterruptedException {
        if (options.learnSeconds() > 0) {
            System.out.println("letting the JVM learn for " + options.learnSeconds() + " s, not pinned ...");
            var shape = new Steady.Shape("learning", 2_000, Steady.B.rooms(), Steady.B.rate());
            var quiet = new Report(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            try (var links = new Steady(server, options, quiet).open(direct(shape.rooms()), shape)) {
                new Steady(server, options, quiet).step("", links, shape, shape.rate(), options.learnSeconds(), 1);
            }
        }
    }

    private int usersNeeded() {
        int users = options.learnSeconds() > 0 ? Steady.B.rooms() : 16;
        for (var scenario : options.scenarios()) {
            users = Math.max(
                    users,
                    switch (scenario) {
                        case A, GATEWAY -> Steady.users(Steady.A, Steady.A.rate());
                        case B -> Math.max(Steady.B.rooms(), Steady.users(Steady.B, Steady.B.rate()));
                        case C, STORM -> Steady.users(Steady.C, Steady.C.rate());
                        case D -> 500;
                        case SATURATION -> Steady.saturatingUsers();
                    });
        }
        return users;
    }

    private void describe(Pinning pinning) {
        report.method("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        report.method("cores", pinning.describe());
        report.method(
                "client",
                "one event loop, " + (options.spin() ? "never asleep" : "asleep when idle")
                        + "; stamps in the text, latency from the send to the arrival at each connection");
        report.method(
                "window",
                options.seconds() + " s after " + options.warmUpSeconds() + " s of warming up, these after "
                        + options.learnSeconds() + " s of 1,000 messages/s on all cores");
        report.method(
                "us per delivery",
                "CPU (user and system) of a process in the window, divided by the messages that arrived in it");
    }

    private Target direct(int rooms) throws IOException, InterruptedException {
        return target(suite.urls(SERVICE).getFirst(), rooms);
    }

    private Target target(URI at, int rooms) throws IOException, InterruptedException {
        return new Target(
                "ws://" + at.getHost() + ":" + at.getPort() + "/ws/streams/%r/chat",
                cast.streams(rooms),
                cast.users(usersNeeded()),
                MESSAGE);
    }

    private void measure(Scenario scenario, @Nullable PeerServer peer) throws IOException, InterruptedException {
        report.head();
        switch (scenario) {
            case A -> a(peer);
            case B -> {
                var measured = steady().whole("B", direct(Steady.B.rooms()), Steady.B);
                report.budget("B", Budget.atMost("us per delivery", chat(measured), 15));
                report.budget("B", Budget.atMost("p99 ms", measured.p99(), 60));
                report.budget("B", Budget.none("lost", measured.outcome().lost()));
                peer(peer, Steady.B);
            }
            case C -> {
                var measured = steady().whole("C", direct(1), Steady.C);
                report.budget("C", Budget.none("lost", measured.outcome().lost()));
                report.budget("C", Budget.atMost("p99 ms", measured.p99(), 150));
                peer(peer, Steady.C);
            }
            case D -> new Idle(suite, cast, options, report).run();
            case SATURATION -> {
                var best = steady().saturate("saturation", direct(1), Steady.A);
                report.budget("saturation", Budget.atLeast("million deliveries/s", best / 1e6, 1.0));
                if (peer != null) {
                    peer.steady(options, report).saturate("saturation, peer", peer.target(), Steady.A);
                }
            }
            case GATEWAY -> gateway();
            case STORM -> new Storm(options, report, server, direct(1)).run();
        }
    }

    private Steady steady() {
        return new Steady(server, options, report);
    }

    private static double chat(Measured measured) {
        return measured.microsPerDeliveryOfAll(SERVICE);
    }

    private void peer(@Nullable PeerServer peer, Steady.Shape shape) throws InterruptedException {
        if (peer != null) {
            peer.steady(options, report).whole(shape.name() + ", peer", peer.target(), shape);
        }
    }

    private void a(@Nullable PeerServer peer) throws IOException, InterruptedException {
        var steady = steady();
        Measured busy;
        Measured quiet;
        try (var links = steady.open(direct(1), Steady.A)) {
            busy = steady.step("A", links, Steady.A, Steady.A.rate(), options.warmUpSeconds(), options.seconds());
            quiet = steady.step("A, quiet", links, Steady.A, 1, 3, options.seconds());
        }
        report.budget("A", Budget.atMost("us per delivery", chat(busy), 2.0));
        report.budget("A", Budget.atMost("p99 ms", busy.p99(), 80));
        report.budget("A", Budget.none("lost", busy.outcome().lost()));
        report.budget("A", Budget.atMost("p50 ms at 1 message/s", quiet.p50(), 5));
        peer(peer, Steady.A);
    }

    private void gateway() throws IOException, InterruptedException {
        var steady = steady();
        var through = steady.whole("A by the gateway", target(suite.gateway(), 1), Steady.A);
        report.budget(
                "gateway", Budget.atMost("us per delivery of the gateway", through.microsPerDelivery("gateway"), 3.0));
        report.budget("gateway", Budget.none("lost", through.outcome().lost()));
    }
}
