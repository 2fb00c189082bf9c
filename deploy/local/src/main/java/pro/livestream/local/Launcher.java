package pro.livestream.local;

import java.time.Duration;
import java.util.Map;
import pro.livestream.local.demo.DemoAccounts;
import pro.livestream.local.parts.Parts;
import pro.livestream.local.parts.Secrets;
import pro.livestream.local.parts.StripePart;
import pro.livestream.local.process.Leftovers;
import pro.livestream.local.process.PortHolder;
import pro.livestream.local.process.Ports;
import pro.livestream.local.process.ProcessRecord.State;
import pro.livestream.local.process.ResidentMemory;
import pro.livestream.local.process.Stack;
import pro.livestream.local.process.StartFailure;
import pro.livestream.local.process.WholeFile;
import pro.livestream.local.service.Credentials;
import pro.livestream.local.service.ServiceJvm;
import pro.livestream.local.service.ServicePrograms;
import pro.livestream.local.service.Suite;

/** Starts the whole suite of one data folder and holds it together until it is closed. */
final class Launcher implements AutoCloseable {
    private static final int SERVERS = 0;
    private static final int SERVICES = 1;
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** A JVM that was watched writes down what it learnt when it ends. */
    private static final Duration TRAINING_GRACE = Duration.ofMinutes(5);

    private final DataFolder data;
    private final Map<String, String> environment;
    private final ServiceJvm jvm;
    private final Console console;
    private final Ports ports = new Ports();
    private final Suite suite;
    private final Stack stack;

    Launcher(DataFolder data, Map<String, String> environment, ServiceJvm jvm, Console console) {
        this.data = data;
        this.environment = Map.copyOf(environment);
        this.jvm = jvm;
        this.console = console;
        Leftovers.end(data.processes()).forEach(name -> console.progress(name, "left by an earlier run: ended"));
        this.suite = new Suite(environment, ports);
        this.stack = new Stack(data.path(), environment, jvm.training() ? TRAINING_GRACE : GRACE, console::progress);
    }

    String url() {
        return suite.publicUrl();
    }

    /** Returns when everything is ready. */
    void start() {
        data.writeLauncher(State.STARTING, suite.publicUrl());
        refuseTakenPorts();
        var secrets = new Secrets(data.path());
        var credentials = Credentials.of(environment, secrets);
        var parts = Parts.plan(
                        new Parts.Options(data.path(), Parts.missingFrom(environment), !jvm.training(), true),
                        secrets,
                        ports,
                        environment)
                .and(StripePart.plan(data.path(), secrets, ports, environment, suite.publicUrl()));
        var programs = new ServicePrograms(suite, jvm, data.path(), secrets, credentials, parts.settings());
        startServers(parts);
        startServices(programs);
        var accounts = new DemoAccounts(suite, credentials).register();
        var summary = new Summary(suite, credentials, parts.settings(), accounts)
                .text(console.seconds(), ResidentMemory.mibOfDescendants(ProcessHandle.current()));
        WholeFile.write(data.summary(), summary);
        data.writeLauncher(State.READY, suite.publicUrl());
        console.say(summary);
    }

    private void startServers(Parts parts) {
        stack.begin(parts::prepareFfmpeg);
        parts.all().forEach(part -> stack.begin(SERVERS, part::prepare, part.program()));
        stack.await();
    }

    private void startServices(ServicePrograms programs) {
        for (var instance : suite.instances()) {
            stack.begin(SERVICES, () -> {}, programs.of(instance));
        }
        stack.await();
    }

    private void refuseTakenPorts() {
        for (var known : suite.knownPorts().entrySet()) {
            if (!Ports.isFree(known.getValue())) {
                throw new StartFailure("Port %d (%s) is taken by %s. End it, or set %s to another port."
                        .formatted(
                                known.getValue(),
                                known.getKey(),
                                PortHolder.describe(known.getValue()),
                                known.getKey()));
            }
        }
    }

    @Override
    public void close() {
        stack.close();
        data.summary().toFile().delete();
        data.removeLauncher();
    }
}
