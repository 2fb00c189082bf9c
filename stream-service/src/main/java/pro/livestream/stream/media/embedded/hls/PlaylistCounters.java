package pro.livestream.stream.media.embedded.hls;

/** Where the next segment of a stream stands in its playlists. */
public record PlaylistCounters(long mediaSequence, long discontinuitySequence) {

    public static final PlaylistCounters START = new PlaylistCounters(0, 0);

    PlaylistCounters highest(PlaylistCounters other) {
        return new PlaylistCounters(
                Math.max(mediaSequence, other.mediaSequence),
                Math.max(discontinuitySequence, other.discontinuitySequence));
    }
}
