package pro.livestream.archive.transcode;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.json.WireJson;

/** The playlists of an archive: parts in order, with a discontinuity where the recording has a gap. */
final class VodPlaylist {

    static final String MEDIA = "index.m3u8";
    static final String MASTER = "master.m3u8";

    private VodPlaylist() {}

    static String media(List<HlsPart> parts, List<Instant> starts) {
        double longest = parts.stream()
                .flatMap(part -> part.fragments().stream())
                .mapToDouble(HlsPart.Fragment::durationS)
                .max()
                .orElse(1);
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n")
                .append("#EXT-X-TARGETDURATION:")
                .append((long) Math.ceil(longest))
                .append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            text.append(i == 0 ? "" : "#EXT-X-DISCONTINUITY\n")
                    .append("#EXT-X-MAP:URI=\"")
                    .append(part.number())
                    .append("/init.mp4\"\n#EXT-X-PROGRAM-DATE-TIME:")
                    .append(WireJson.format(starts.get(i)))
                    .append('\n');
            for (var fragment : part.fragments()) {
                text.append(String.format(
                        Locale.ROOT, "#EXTINF:%.6f,%n%d/%s%n", fragment.durationS(), part.number(), fragment.name()));
            }
        }
        return text.append("#EXT-X-ENDLIST\n").toString();
    }

    static String master(List<HlsPart> parts, List<Part> files) {
        var first = files.getFirst().shape();
        double seconds =
                files.stream().mapToDouble(file -> file.shape().durationS()).sum();
        long bits = parts.stream().mapToLong(HlsPart::bytes).sum() * 8;
        long average = (long) Math.max(1, bits / Math.max(1, seconds));
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n")
                .append("#EXT-X-STREAM-INF:BANDWIDTH=")
                .append(average * 5 / 4)
                .append(",AVERAGE-BANDWIDTH=")
                .append(average);
        @Nullable String codecs = codecs(parts.getFirst(), first);
        if (codecs != null) {
            text.append(",CODECS=\"").append(codecs).append('"');
        }
        var picture = first.picture();
        if (picture != null) {
            text.append(",RESOLUTION=").append(picture.width()).append('x').append(picture.height());
        }
        return text.append('\n').append(MEDIA).append('\n').toString();
    }

    private static @Nullable String codecs(HlsPart part, MediaShape shape) {
        var sound = shape.sound();
        String soundName = sound == null ? "" : sound.profile().startsWith("HE") ? "mp4a.40.5" : "mp4a.40.2";
        String pictureName = part.init().avcName().orElse("");
        if (shape.picture() != null && pictureName.isEmpty()) {
            return null;
        }
        return pictureName + (pictureName.isEmpty() || soundName.isEmpty() ? "" : ",") + soundName;
    }
}
