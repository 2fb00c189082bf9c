package pro.livestream.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Origins and security headers. */
@ConfigMapping(prefix = "gateway.edge")
interface EdgeConfig {

    /** Origins beside the tenant's own that browsers may call from, with credentials. */
    @WithDefault("${CORS_ORIGINS:}")
    Optional<List<String>> corsOrigins();

    /** More sources of scripts, such as a payment provider's. */
    @WithDefault("${CSP_SCRIPT_SOURCES:}")
    Optional<List<String>> cspScriptSources();

    /** More sources of frames, such as a payment provider's. */
    @WithDefault("${CSP_FRAME_SOURCES:}")
    Optional<List<String>> cspFrameSources();

    /** More sources of media, pictures and connections, such as a CDN. */
    @WithDefault("${CSP_MEDIA_SOURCES:}")
    Optional<List<String>> cspMediaSources();

    /** Where browsers confirm payments: a source of connections. */
    @WithDefault("${STRIPE_API_BASE:https://api.stripe.com}")
    URI stripeApiBase();

    /** Lets callers in without credentials; in the dev profile only. */
    @WithDefault("${SKIP_AUTH:false}")
    boolean skipAuth();
}
