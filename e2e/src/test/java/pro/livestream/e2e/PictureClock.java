package pro.livestream.e2e;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Optional;

/**
 * A camera whose picture is a clock: 24 fields, dark or bright, are the time in milliseconds. Who sees the picture can tell
 * how long it was on its way from the camera to the screen; nothing of the player or the playlist has to be believed.
 */
final class PictureClock {
    /** Milliseconds that 20 fields count before they start again: 17 minutes. */
    private static final int ROUND = 1 << 20;

    /** Four fields more are a sum of the others, so that a picture between two times is no time. */
    private static final String CAMERA = """
            (() => {
              const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
              navigator.mediaDevices.getUserMedia = async (wishes) => {
                const camera = await open(wishes);
                const canvas = document.createElement('canvas');
                canvas.width = 640;
                canvas.height = 360;
                const brush = canvas.getContext('2d');
                const draw = () => {
                  const now = Date.now() % (1 << 20);
                  const sum = (now ^ (now >> 4) ^ (now >> 8) ^ (now >> 12) ^ (now >> 16)) & 15;
                  const bits = now * 16 + sum;
                  for (let field = 0; field < 24; field++) {
                    brush.fillStyle = (bits >> field) & 1 ? 'white' : 'black';
                    brush.fillRect((field % 6) * 107, Math.floor(field / 6) * 90, 107, 90);
                  }
                };
                draw();
                setInterval(draw, 1000 / 30);
                return new MediaStream([...canvas.captureStream(30).getVideoTracks(), ...camera.getAudioTracks()]);
              };
            })()
            """;

    /** The milliseconds from the camera to this screen, or -1 where the picture shows no time. */
    private static final String SCREEN = """
            () => {
              const video = document.querySelector('video');
              const canvas = document.createElement('canvas');
              canvas.width = 60;
              canvas.height = 40;
              const brush = canvas.getContext('2d');
              brush.drawImage(video, 0, 0, 60, 40);
              const now = Date.now() % (1 << 20);
              const { data } = brush.getImageData(0, 0, 60, 40);
              let bits = 0;
              for (let field = 0; field < 24; field++) {
                const pixel = ((Math.floor(field / 6) * 10 + 5) * 60 + (field % 6) * 10 + 5) * 4;
                if (data[pixel + 1] > 127) bits |= 1 << field;
              }
              const shown = bits >> 4;
              const sum = (shown ^ (shown >> 4) ^ (shown >> 8) ^ (shown >> 12) ^ (shown >> 16)) & 15;
              return sum === (bits & 15) ? (now - shown + (1 << 20)) % (1 << 20) : -1;
            }
            """;

    private PictureClock() {}

    /** From now on the page's camera shows the clock. */
    static void inFrontOfTheCamera(Page page) {
        page.addInitScript(CAMERA);
    }

    /** How old the picture is that the page's player shows; nothing where it shows no time. */
    static Optional<Duration> age(Page page) {
        var millis = ((Number) page.evaluate(SCREEN)).intValue();
        return millis < 0 || millis > ROUND / 2 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
