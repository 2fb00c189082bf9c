package pro.livestream.local.demo;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A short stream of somebody else, made once, so that there is an archive with its chat to look at. */
final class DemoRecording {
    private static final int SECONDS = 24;
    private static final int TONE_HZ = 440;

    private final Actor broadcaster;
    private final String ffmpeg;
    private final Path log;

    DemoRecording(Actor broadcaster, String ffmpeg, Path log) {
        this.broadcaster = broadcaster;
        this.ffmpeg = ffmpeg;
        this.log = log;
    }

    void startUnlessThere(DemoChat.Opening chat) {
        var known = broadcaster.api().get("/api/archives?user_id=" + broadcaster.userId());
        if (known.body().path("items").isEmpty()) {
            Thread.ofVirtual().name("demo-recording").start(() -> make(chat));
        }
    }

    private void make(DemoChat.Opening chat) {
        var stream = DemoBroadcast.start(broadcaster, "Colour bars, the short version");
        var over = new CountDownLatch(1);
        chat.open(stream.streamId(), over);
        try {
            var picture = new ProcessBuilder(stream.pushing(ffmpeg, "smptehdbars", TONE_HZ, SECONDS))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            picture.getOutputStream().close();
            picture.waitFor();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over.countDown();
            stream.end();
        }
    }
}
