package pro.livestream.gateway.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Life times of tokens and keys, and the secrets of the services. */
@ConfigMapping(prefix = "gateway.token")
interface TokenConfig {

    /** Life of a user's access token. */
    @WithDefault("24h")
    Duration accessTokenLife();

    /** Life of the token that stands for a caller who is not logged in. */
    @WithDefault("60s")
    Duration anonymousTokenLife();

    /** Life of the token that stands for an API key. */
    @WithDefault("10m")
    Duration apiKeyTokenLife();

    /** Life of a token with which a service calls another. */
    @WithDefault("10m")
    Duration serviceTokenLife();

    /** How long a key signs before the next one takes over. */
    @WithDefault("30d")
    Duration keySigns();

    /** How long a new key is published before it signs. */
    @WithDefault("1h")
    Duration keyPublishedBefore();

    /** Tokens that are kept ready at once. */
    @WithDefault("100000")
    int keptTokensMax();

    /** The services' secrets: {@code chat-service:secret,stream-service:secret}. */
    @WithDefault("${SERVICE_SECRETS:}")
    Optional<List<String>> serviceSecrets();
}
