package pro.livestream.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Life times of sessions and of what is remembered about them. */
@ConfigMapping(prefix = "gateway.session")
interface SessionConfig {

    /** How long a session lives without a refresh. */
    @WithDefault("30d")
    Duration life();

    /** How long a session found by its cookie is trusted before PostgreSQL is asked again. */
    @WithDefault("30s")
    Duration rememberedFor();

    /** Sessions remembered at once. */
    @WithDefault("100000")
    int rememberedMax();

    /** How often the store of revocations is asked for those of other gateways. */
    @WithDefault("2s")
    String revocationsEvery();
}
