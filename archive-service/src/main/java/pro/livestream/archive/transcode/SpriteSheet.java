package pro.livestream.archive.transcode;

import java.util.Locale;

/** Small pictures of the video for the seek bar: sheets of them, and a WebVTT track that says which is when. */
record SpriteSheet(double durationS, long everyS) {

    static final int WIDTH = 160;
    static final int HEIGHT = 90;
    static final int COLUMNS = 10;
    static final int ROWS = 10;
    static final String FILES = "sprite-%03d.jpg";
    static final String TRACK = "sprite.vtt";

    private static final int SHEET = COLUMNS * ROWS;

    int pictures() {
        return (int) Math.max(1, Math.ceil(durationS / everyS));
    }

    String track() {
        var text = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < pictures(); i++) {
            int onSheet = i % SHEET;
            text.append('\n')
                    .append(time((double) (i * everyS)))
                    .append(" --> ")
                    .append(time(Math.min(durationS, (i + 1.0) * everyS)))
                    .append('\n')
                    .append(String.format(Locale.ROOT, FILES, i / SHEET + 1))
                    .append("#xywh=")
                    .append(onSheet % COLUMNS * WIDTH)
                    .append(',')
                    .append(onSheet / COLUMNS * HEIGHT)
                    .append(',')
                    .append(WIDTH)
                    .append(',')
                    .append(HEIGHT)
                    .append('\n');
        }
        return text.toString();
    }

    private static String time(double seconds) {
        long millis = Math.round(seconds * 1000);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000);
    }
}
