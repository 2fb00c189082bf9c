package pro.livestream.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

/** {@code demo --data DIR}: puts a test picture on air and lets a few viewers chat, on a suite that runs. */
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
        var credentials = Credentials.of(Map.of(), secrets);
        var broadcast = DemoBroadcast.start(new Api(url), credentials.broadcaster());
        var stack = new Stack(data.path(), System.getenv(), GRACE, console::progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, broadcast), "stop"));
        stack.begin(STAGE, () -> {}, picture(broadcast));
        stack.await();
        var guest = new Credentials.Account("demo-guest", secrets.get("DEMO_GUEST_PASSWORD"));
        new DemoChat(new Api(url), url, broadcast.streamId(), stopping)
                .start(List.of(credentials.viewer(), guest, credentials.broadcaster()));
        record();
        console.progress(NAME, "on air: " + url + "/watch/" + broadcast.streamId());
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

    private Program picture(DemoBroadcast broadcast) {
        var ffmpeg = Parts.ffmpeg(System.getenv());
        return new Program(
                "demo-picture",
                broadcast.pushing(ffmpeg),
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

    private void stop(Stack stack, DemoBroadcast broadcast) {
        stopping.countDown();
        stack.close();
        broadcast.end();
        data.processes().remove(NAME);
    }
}
