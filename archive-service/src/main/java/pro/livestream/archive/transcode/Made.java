package pro.livestream.archive.transcode;

import java.util.List;

/** What an archive's folder holds: always the video and {@code hls/}, and pictures where there is a picture. */
public record Made(MediaShape shape, List<Double> partSeconds, boolean pictured) {

    public static final String VIDEO = "video.mp4";
    public static final String POSTER = "poster.jpg";
    public static final String SPRITE_TRACK = SpriteSheet.TRACK;
    public static final String HLS_MASTER = "hls/" + VodPlaylist.MASTER;

    public Made {
        partSeconds = List.copyOf(partSeconds);
    }
}
