package pro.livestream.stream.media.embedded;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The embedded media server: RTMP ingest, FFmpeg, HLS. */
@ConfigMapping(prefix = "livestream.media.embedded")
public interface EmbeddedMediaConfig {

    /** Address that the RTMP ingest listens on. */
    @WithDefault("${RTMP_HOST:127.0.0.1}")
    String rtmpHost();

    /** Port of the RTMP ingest; 0 takes any free one. */
    @WithDefault("${RTMP_PORT:1935}")
    int rtmpPort();

    /** The FFmpeg executable. */
    @WithDefault("${FFMPEG_PATH:ffmpeg}")
    String ffmpegPath();

    /** Folder for segments on their way to viewers and to S3. */
    @WithDefault("${LIVESTREAM_SPOOL:${java.io.tmpdir}/livestream-spool}")
    String spool();

    /** Length of an HLS segment. */
    @WithDefault("2S")
    Duration segment();

    /** Shortest length of a recorded source segment; it is cut at the next key frame. What dies with a node is part of one. */
    @WithDefault("2S")
    Duration recordingSegment();

    /** Segments that a live playlist names: how far a viewer can go back. */
    @WithDefault("${HLS_WINDOW_SEGMENTS:60}")
    int windowSegmentsMax();

    /** Pictures of one stream at most, whatever its size. */
    @WithDefault("3")
    int renditionsMax();

    /** Encoder threads per rendition. */
    @WithDefault("1")
    int threadsPerRendition();

    /** Bytes on their way to one FFmpeg before its publisher is slowed down. */
    @WithDefault("4194304")
    int queueBytesMax();

    /** How long FFmpeg may take to write its last segments. */
    @WithDefault("5S")
    Duration finishTimeout();

    /** Restarts of a dying FFmpeg within a minute before the publisher is sent away. */
    @WithDefault("5")
    int restartsPerMinuteMax();

    /** How long the last playlist and its segments stay after the end. */
    @WithDefault("60S")
    Duration linger();

    /** Largest RTMP message. */
    @WithDefault("4194304")
    int rtmpMessageBytesMax();

    /** RTMP connections at once. */
    @WithDefault("1000")
    int rtmpConnectionsMax();

    /** RTMP connections of one address at once. */
    @WithDefault("20")
    int rtmpConnectionsPerAddressMax();

    /** Time from the first byte to a granted publish. */
    @WithDefault("10S")
    Duration rtmpPublishTimeout();

    /** Silence after which a publisher counts as gone. */
    @WithDefault("15S")
    Duration rtmpReadTimeout();

    /** Silence of a publisher after which the right key takes its place. */
    @WithDefault("5S")
    Duration takeoverAfter();

    /** How often it is asked what viewers' players tell of the streams here. */
    @WithDefault("10S")
    Duration playbackEvery();

    /** Stalls of a stream's viewers, without a break, before its smallest picture is sent with less. */
    @WithDefault("60S")
    Duration leanAfter();

    /** Playback without stalls before the smallest picture is sent in full again; returns that go wrong make it up to 8 times as long. */
    @WithDefault("5M")
    Duration leanFor();

    /** Largest slice of a browser ingest. */
    @WithDefault("1048576")
    int browserSliceBytesMax();
}
