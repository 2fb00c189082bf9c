package pro.livestream.stream.media.embedded.transcode;

/** One rung of the ladder: the short side of its picture, and what it may cost. */
public record Rendition(String name, int shortSide, int videoKbps, int audioKbps) {

    /** Sound without a picture. */
    public static final Rendition AUDIO = new Rendition("audio", 0, 0, 96);

    public boolean video() {
        return videoKbps > 0;
    }
}
