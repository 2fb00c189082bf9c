package pro.livestream.archive.transcode;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file holds, read from what FFmpeg says of it. */
public record MediaShape(
        double durationS,
        @Nullable Picture picture,
        @Nullable Sound sound) {

    /** Size in pixels and the rate that the stream was made for. */
    public record Picture(String codec, int width, int height, double framesPerSecond) {}

    /** Codec with its profile, where it has one. */
    public record Sound(String codec, String profile) {}

    private static final Pattern DURATION = Pattern.compile("Duration: (\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");
    private static final Pattern PICTURE =
            Pattern.compile("Stream #0:\\d+.*?: Video: (\\w+)(?!.*attached pic).*?, (\\d{2,5})x(\\d{2,5})");
    private static final Pattern RATE = Pattern.compile("([\\d.]+) fps");
    private static final Pattern SOUND = Pattern.compile("Stream #0:\\d+.*?: Audio: (\\w+)(?: \\(([\\w-]+)\\))?");

    public MediaShape {
        if (!(durationS >= 0)) {
            throw new IllegalArgumentException("a duration below zero");
        }
    }

    boolean empty() {
        return picture == null && sound == null;
    }

    static MediaShape read(String output) {
        @Nullable Picture picture = null;
        @Nullable Sound sound = null;
        double durationS = 0;
        for (String line : output.lines().toList()) {
            Matcher duration = DURATION.matcher(line);
            if (durationS == 0 && duration.find()) {
                durationS = seconds(duration);
            }
            picture = picture == null ? pictureOf(line) : picture;
            sound = sound == null ? soundOf(line) : sound;
            if (line.startsWith("Output #0")) {
                break;
            }
        }
        return new MediaShape(durationS, picture, sound);
    }

    private static double seconds(Matcher duration) {
        return Integer.parseInt(duration.group(1)) * 3600.0
                + Integer.parseInt(duration.group(2)) * 60.0
                + Double.parseDouble(duration.group(3));
    }

    private static @Nullable Picture pictureOf(String line) {
        Matcher found = PICTURE.matcher(line);
        if (!found.find()) {
            return null;
        }
        Matcher rate = RATE.matcher(line);
        return new Picture(
                found.group(1),
                Integer.parseInt(found.group(2)),
                Integer.parseInt(found.group(3)),
                rate.find() ? Double.parseDouble(rate.group(1)) : 0);
    }

    private static @Nullable Sound soundOf(String line) {
        Matcher found = SOUND.matcher(line);
        if (!found.find()) {
            return null;
        }
        @Nullable String profile = found.group(2);
        return new Sound(found.group(1), profile == null ? "" : profile);
    }
}
