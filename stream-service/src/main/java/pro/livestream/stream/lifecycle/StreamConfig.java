package pro.livestream.stream.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long streams wait for their signal. */
@ConfigMapping(prefix = "livestream.stream")
interface StreamConfig {

    /** How long a stream outlives its signal. */
    @WithDefault("${STREAM_MEDIA_GRACE:60S}")
    Duration mediaGrace();

    /** How long a stream waits for its first signal. */
    @WithDefault("${STREAM_MEDIA_WAIT:600S}")
    Duration mediaWait();

    /** How often streams without a signal are looked for. */
    @WithDefault("${STREAM_SWEEP_EVERY:5s}")
    String sweepEvery();

    /** How often recordings are fetched that media servers outside have made. */
    @WithDefault("${STREAM_RECORDINGS_EVERY:5s}")
    String recordingsEvery();

    /** How long a media server may take to finish a recording. */
    @WithDefault("${STREAM_RECORDINGS_GIVE_UP:24H}")
    Duration recordingsGiveUp();

    /** Folder for a file on its way from there to S3: as large as the largest that a media server makes. */
    @WithDefault("${LIVESTREAM_SPOOL:${java.io.tmpdir}/livestream-spool}/fetched")
    String recordingsSpool();

    /** How long a media node holds a stream without renewing. */
    @WithDefault("10S")
    Duration lease();
}
