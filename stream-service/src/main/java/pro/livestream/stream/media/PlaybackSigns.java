package pro.livestream.stream.media;

/**
 * How a stream plays, as its viewers' players told over the last half minute.
 *
 * @param reports heartbeats that said something of it
 * @param rebufferRatio time that pictures stood still, of the time watched
 */
public record PlaybackSigns(int reports, double rebufferRatio) {

    /** Nobody tells. */
    public static final PlaybackSigns NONE = new PlaybackSigns(0, 0);
}
