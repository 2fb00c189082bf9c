package pro.livestream.archive.playback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a browser is told to store a file, after RFC 6266. */
final class Download {

    private Download() {}

    static String disposition(String title, String file) {
        String suffix = file.substring(file.lastIndexOf('.'));
        String plain = title.replaceAll("[^A-Za-z0-9 ._-]", "_").strip();
        String encoded = URLEncoder.encode(title.replaceAll("[/\\\\\\p{Cntrl}]", "_"), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + (plain.isEmpty() ? "archive" : plain) + suffix + "\"; filename*=UTF-8''"
                + encoded + suffix;
    }
}
