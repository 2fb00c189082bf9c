package pro.livestream.archive.playback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a browser is told to store a file, after RFC 6266. */
final class Download {

    private Download() {}

    /** Under its own name. */
    static String disposition(String file) {
        int dot = file.lastIndexOf('.');
        return dot <= 0 ? disposition(file, "") : disposition(file.substring(0, dot), file.substring(dot));
    }

    /** Under a title, with the ending of {@code file}, which is plain ASCII where we named it. */
    static String disposition(String title, String file) {
        String suffix = file.substring(Math.max(0, file.lastIndexOf('.'))).replaceAll("[^A-Za-z0-9.]", "_");
        String plain = title.replaceAll("[^A-Za-z0-9 ._-]", "_").strip();
        String encoded = URLEncoder.encode(title.replaceAll("[/\\\\\\p{Cntrl}]", "_"), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + (plain.isEmpty() ? "archive" : plain) + suffix + "\"; filename*=UTF-8''"
                + encoded + suffix;
    }
}
