package pro.livestream.stream.media;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Which media server streams go to. */
@ConfigMapping(prefix = "livestream.media")
public interface MediaConfig {

    /** Media server of new streams: embedded, ant-media, aws-ivs or mediamtx. */
    @WithDefault("${MEDIA_PROVIDER:embedded}")
    String provider();

    /** The same for single tenants, by their names. */
    Map<String, String> tenantProvider();

    /** How often media servers outside are asked for the signals of live streams. */
    @WithDefault("${MEDIA_LOOK_EVERY:3s}")
    String lookEvery();

    /** Secret part of the paths that media servers outside call; without one they are closed. */
    @WithDefault("${MEDIA_HOOK_TOKEN:}")
    Optional<String> hookToken();

    /** Where media servers outside reach this service for their calls. */
    @WithDefault("${MEDIA_HOOK_BASE_URL:http://127.0.0.1:${quarkus.http.port}}")
    String hookBaseUrl();

    /** How long an address of a stream that is not public can be played. */
    @WithDefault("${PLAYBACK_TOKEN_TTL:4H}")
    Duration playbackTokenTtl();

    /** Secret that playback addresses are signed with; the service's own secret when it is not set. */
    @WithDefault("${PLAYBACK_SECRET:${SERVICE_SECRET:}}")
    Optional<String> playbackSecret();

    /** Public address of a CDN in front of playback; the caller's own address of the suite when it is not set. */
    @WithDefault("${MEDIA_BASE_URL:}")
    Optional<String> baseUrl();
}
