package pro.livestream.archive.transcode;

import java.util.ArrayList;
import java.util.List;

/** The fragments of one part: its own folder, its own init segment. */
record HlsPart(int number, InitSegment init, List<Fragment> fragments, long bytes) {

    static final String PLAYLIST = "part.m3u8";

    /** A file of the part's folder. */
    record Fragment(String name, double durationS) {}

    HlsPart {
        fragments = List.copyOf(fragments);
    }

    static List<Fragment> fragments(String playlist) {
        var fragments = new ArrayList<Fragment>();
        double durationS = 0;
        for (String line : playlist.lines().toList()) {
            if (line.startsWith("#EXTINF:")) {
                durationS =
                        Double.parseDouble(line.substring("#EXTINF:".length()).replaceAll(",.*", ""));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                fragments.add(new Fragment(line, durationS));
            }
        }
        return fragments;
    }
}
