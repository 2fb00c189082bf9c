package pro.livestream.stream.media.antmedia;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** One application of an Ant Media Server. */
@ConfigMapping(prefix = "livestream.media.ant-media")
public interface AntMediaConfig {

    /** Its address for us: scheme, host and port. */
    @WithDefault("${ANT_MEDIA_URL:http://127.0.0.1:5080}")
    String url();

    /** Its address for players and browsers; the one above when it is not set. */
    @WithDefault("${ANT_MEDIA_PUBLIC_URL:}")
    Optional<String> publicUrl();

    /** Where encoders reach it, without the application. */
    @WithDefault("${ANT_MEDIA_RTMP_URL:rtmp://127.0.0.1:1935}")
    String rtmpUrl();

    /** The application's name. */
    @WithDefault("${ANT_MEDIA_APP:LiveApp}")
    String app();

    /** The application's {@code jwtSecretKey}, when its REST API asks for a token. */
    @WithDefault("${ANT_MEDIA_JWT_SECRET:}")
    Optional<String> jwtSecret();

    /** The application's {@code jwtStreamSecretKey} of at least 32 characters, for publishing and playing; an Enterprise feature. */
    @WithDefault("${ANT_MEDIA_STREAM_JWT_SECRET:}")
    Optional<String> streamJwtSecret();

    /** How long a token for publishing is valid. */
    @WithDefault("4H")
    Duration publishTokenTtl();

    /** Whether the application makes several renditions, which have another address. */
    @WithDefault("${ANT_MEDIA_ADAPTIVE:false}")
    boolean adaptive();
}
