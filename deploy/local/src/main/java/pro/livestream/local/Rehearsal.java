package pro.livestream.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import pro.livestream.local.demo.DemoShow;
import pro.livestream.local.parts.Parts;
import pro.livestream.local.parts.Secrets;
import pro.livestream.local.process.StartFailure;
import pro.livestream.local.service.Credentials;

/**
 * A short show on a suite that is watched, so that its caches know what people do with it and not its start alone: the first stream, message,
 * tip and archive of every later start would else wait for thousands of classes. Whatever fails in it only makes the caches smaller.
 */
final class Rehearsal {
    private static final Duration ON_AIR = Duration.ofSeconds(15);
    private static final Duration ARCHIVE_WITHIN = Duration.ofSeconds(40);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private Rehearsal() {}

    static void run(String url, DataFolder data, Map<String, String> environment, Console console) {
        var secrets = new Secrets(data.path());
        try {
            var show = DemoShow.open(url, Credentials.of(environment, secrets), secrets);
            broadcast(show, Parts.ffmpeg(environment), data);
            awaitArchive(show);
        } catch (StartFailure | IOException cutShort) {
            console.say("The rehearsal was cut short: " + cutShort.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void broadcast(DemoShow show, String ffmpeg, DataFolder data)
            throws IOException, InterruptedException {
        var log = data.logs().resolve("rehearsal.log").toFile();
        var picture = new ProcessBuilder(show.pushing(ffmpeg))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log))
                .start();
        try {
            show.bringPeople();
            picture.waitFor(ON_AIR.toSeconds(), TimeUnit.SECONDS);
        } finally {
            picture.destroy();
            show.close();
        }
    }

    private static void awaitArchive(DemoShow show) throws InterruptedException {
        var end = System.nanoTime() + ARCHIVE_WITHIN.toNanos();
        while (!show.hasArchive() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_EVERY);
        }
    }
}
