package pro.livestream.archive.playback;

import java.util.Optional;
import java.util.regex.Pattern;

/** A file of an archive as a link names it. */
record MediaFile(String name, String contentType, boolean text) {

    private static final Pattern NAME = Pattern.compile("video\\.mp4|poster\\.jpg|sprite\\.vtt|sprite-[0-9]{3,6}\\.jpg"
            + "|hls/(?:master\\.m3u8|index\\.m3u8|[0-9]{1,6}/(?:init\\.mp4|[0-9]{1,9}\\.m4s))");

    static Optional<MediaFile> named(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name.substring(name.lastIndexOf('.') + 1)) {
                    case "m3u8" -> new MediaFile(name, "application/vnd.apple.mpegurl", true);
                    case "vtt" -> new MediaFile(name, "text/vtt; charset=utf-8", true);
                    case "jpg" -> new MediaFile(name, "image/jpeg", false);
                    default -> new MediaFile(name, "video/mp4", false);
                });
    }
}
