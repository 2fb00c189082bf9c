package pro.livestream.stream.media.mediamtx;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** One MediaMTX. */
@ConfigMapping(prefix = "livestream.media.mediamtx")
public interface MediaMtxConfig {

    /** Its control API. */
    @WithDefault("${MEDIAMTX_API_URL:http://127.0.0.1:9997}")
    String apiUrl();

    /** User of the control API, where it asks for one. */
    @WithDefault("${MEDIAMTX_API_USER:}")
    Optional<String> apiUser();

    /** Password of that user. */
    @WithDefault("${MEDIAMTX_API_PASSWORD:}")
    Optional<String> apiPassword();

    /** Where encoders reach it. */
    @WithDefault("${MEDIAMTX_RTMP_URL:rtmp://127.0.0.1:1935}")
    String rtmpUrl();

    /** Where players reach its HLS. */
    @WithDefault("${MEDIAMTX_HLS_URL:http://127.0.0.1:8888}")
    String hlsUrl();

    /** Where browsers reach its WHIP and WHEP. */
    @WithDefault("${MEDIAMTX_WEBRTC_URL:http://127.0.0.1:8889}")
    String webrtcUrl();
}
