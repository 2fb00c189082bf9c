package pro.livestream.stream.media.embedded.hls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All playlists of one stream; safe from any thread. */
public final class LivePlaylist {

    private final int windowMax;
    private final PlaylistCounters first;
    private final long targetSeconds;
    private final Map<String, RenditionPlaylist> renditions = new LinkedHashMap<>();
    private final Map<String, String> variants = new LinkedHashMap<>();
    private boolean ended;

    public LivePlaylist(int windowMax, PlaylistCounters first, long targetSeconds) {
        this.windowMax = windowMax;
        this.first = first;
        this.targetSeconds = targetSeconds;
    }

    /** The first run's variants stay, since players read the master playlist once; those who come later learn what each costs now. */
    public synchronized void variants(Map<String, String> found) {
        if (variants.isEmpty()) {
            variants.putAll(found);
        } else {
            variants.replaceAll((name, attributes) -> found.getOrDefault(name, attributes));
        }
    }

    /** Segments of the rendition that no playlist names any longer. */
    public synchronized List<Segment> add(String rendition, List<Segment> segments) {
        return renditions
                .computeIfAbsent(rendition, name -> new RenditionPlaylist(windowMax, first, targetSeconds))
                .add(segments);
    }

    public synchronized void end() {
        ended = true;
    }

    /** Empty until every variant has something to play. */
    public synchronized Optional<String> master() {
        if (!playable()) {
            return Optional.empty();
        }
        var out = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        variants.forEach((name, attributes) -> out.append("#EXT-X-STREAM-INF:")
                .append(attributes)
                .append('\n')
                .append(name)
                .append("/index.m3u8\n"));
        return Optional.of(out.toString());
    }

    public synchronized boolean playable() {
        return !variants.isEmpty()
                && variants.keySet().stream()
                        .allMatch(name -> renditions.containsKey(name)
                                && !renditions.get(name).isEmpty());
    }

    public synchronized Optional<String> media(String rendition) {
        var playlist = renditions.get(rendition);
        return playlist == null || playlist.isEmpty() ? Optional.empty() : Optional.of(playlist.text(ended));
    }

    public synchronized PlaylistCounters counters() {
        return renditions.values().stream().map(RenditionPlaylist::after).reduce(first, PlaylistCounters::highest);
    }
}
