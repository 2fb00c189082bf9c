package pro.livestream.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import pro.livestream.local.demo.DemoShow;
import pro.livestream.local.parts.Parts;
import pro.livestream.local.parts.Secrets;
import pro.livestream.local.process.ProcessKey;
import pro.livestream.local.process.ProcessRecord;
import pro.livestream.local.process.ProcessRecord.State;
import pro.livestream.local.process.Program;
import pro.livestream.local.process.Readiness;
import pro.livestream.local.process.Signals;
import pro.livestream.local.process.Stack;
import pro.livestream.local.process.StartFailure;
import pro.livestream.local.service.Credentials;

/** {@code demo --data DIR}: puts a test picture on air and brings people who chat, tip and follow, on a suite that runs. */
final class DemoCommand {
    private static final String NAME = "demo";
    private static final int STAGE = 2;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final DataFolder data;
    private final Console console = new Console(System.out);
    private final CountDownLatch stopping = new CountDownLatch(1);

    DemoCommand(Arguments arguments) {
        this.data = DataFolder.of(arguments);
    }

    int run() {
        var url = data.livingLauncher()
                .filter(launcher -> launcher.state() == State.READY)
                .map(ProcessRecord::url)
                .orElseThrow(() -> new StartFailure("The suite does not run. Start it with ./livestream up"));
        if (running(data)) {
            throw new StartFailure("The demo is running already.");
        }
        var secrets = new Secrets(data.path());
        var credentials = Credentials.of(System.getenv(), secrets);
        var show = DemoShow.open(url, credentials, secrets);
        var stack = new Stack(data.path(), System.getenv(), GRACE, console::progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, show), "stop"));
        var ffmpeg = Parts.ffmpeg(System.getenv());
        stack.begin(STAGE, () -> {}, picture(show.pushing(ffmpeg)));
        stack.await();
        show.bringPeople();
        show.makeRecording(ffmpeg, data.logs().resolve("demo-recording.log"));
        record();
        console.progress(NAME, "on air: " + show.watchUrl());
        try {
            stopping.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    static boolean running(DataFolder data) {
        return data.processes()
                .find(NAME)
                .filter(entry -> entry.key().isAlive())
                .isPresent();
    }

    /** Ends a demo that runs in another process. */
    static void end(DataFolder data) {
        data.processes()
                .find(NAME)
                .flatMap(entry -> entry.key().handle())
                .ifPresent(process -> Signals.end(process, Program.StopSignal.TERM, GRACE));
        data.processes().remove(NAME);
    }

    private Program picture(List<String> command) {
        return new Program(
                "demo-picture",
                command,
                Map.of(),
                data.path(),
                List.of(new Program.Endpoint("demo-picture", 0, "")),
                (Readiness) () -> true,
                Program.StopSignal.INT,
                Duration.ofSeconds(10));
    }

    private void record() {
        var key = ProcessKey.of(ProcessHandle.current().pid()).orElseThrow();
        data.processes().write(new ProcessRecord(STAGE * ProcessRecord.STAGE + 1, NAME, key, 0, "", State.READY));
    }

    private void stop(Stack stack, DemoShow show) {
        stopping.countDown();
        stack.close();
        show.close();
        data.processes().remove(NAME);
    }
}
