package pro.livestream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import pro.livestream.local.process.LogFollower;
import pro.livestream.local.process.Ports;
import pro.livestream.local.process.ProcessRecord.State;
import pro.livestream.local.process.StartFailure;
import pro.livestream.local.service.ServiceJvm;

/** {@code up --data DIR --apps DIR [--follow]}: runs the suite until this process is told to end. */
final class UpCommand {
    private final Arguments arguments;
    private final DataFolder data;
    private final Console console = new Console(System.out);

    UpCommand(Arguments arguments) {
        this.arguments = arguments;
        this.data = DataFolder.of(arguments);
    }

    int run() {
        var lock = LauncherLock.tryTake(data.lock());
        if (lock.isEmpty()) {
            return alreadyRunning();
        }
        var environment = environment();
        var launcher = new Launcher(data, environment, jvm(), console);
        var stopping = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(launcher, stopping), "stop"));
        launcher.start();
        if (jvm().training()) {
            Rehearsal.run(launcher.url(), data, environment, console);
            return 0;
        }
        if (arguments.has("--follow")) {
            new LogFollower(data.logs(), console::say).follow(stopping);
        }
        awaitEnd(stopping);
        return 0;
    }

    private int alreadyRunning() {
        var ready = data.launcher().filter(entry -> entry.state() == State.READY);
        if (ready.isEmpty()) {
            throw new StartFailure("It is being started or stopped by another process; ./livestream status says more.");
        }
        console.say("It is running already, at " + ready.get().url() + ".");
        try {
            console.say(Files.readString(data.summary()));
        } catch (IOException none) {
            // it is being stopped just now
        }
        return 0;
    }

    private ServiceJvm jvm() {
        return new ServiceJvm(
                Path.of(arguments.required("--apps")).toAbsolutePath().normalize(), arguments.has("--training"));
    }

    private Map<String, String> environment() {
        if (!arguments.has("--training")) {
            return System.getenv();
        }
        var environment = new HashMap<>(System.getenv());
        var ports = new Ports();
        environment.put("API_PORT", Integer.toString(ports.any()));
        environment.put("RTMP_PORT", Integer.toString(ports.any()));
        return environment;
    }

    private void stop(Launcher launcher, CountDownLatch stopping) {
        stopping.countDown();
        console.say("Stopping ...");
        launcher.close();
        console.say("Stopped.");
    }

    private static void awaitEnd(CountDownLatch stopping) {
        try {
            stopping.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
