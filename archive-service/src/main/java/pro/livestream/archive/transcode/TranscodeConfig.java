package pro.livestream.archive.transcode;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** FFmpeg and what it makes. */
@ConfigMapping(prefix = "livestream.archive.transcode")
public interface TranscodeConfig {

    /** The FFmpeg executable. */
    @WithDefault("${FFMPEG_PATH:ffmpeg}")
    String ffmpegPath();

    /** The longest that one FFmpeg may take. */
    @WithDefault("6H")
    Duration timeout();

    /** Threads of an FFmpeg that must encode. */
    @WithDefault("2")
    int threads();

    /** Length of an HLS segment; it is cut at the next key frame. */
    @WithDefault("6S")
    Duration segment();

    /** Time between two pictures of the seek bar's sprite. */
    @WithDefault("10S")
    Duration spriteEvery();
}
