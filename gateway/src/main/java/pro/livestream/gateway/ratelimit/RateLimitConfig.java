package pro.livestream.gateway.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of general requests, and the stricter ones of login and registration. */
@ConfigMapping(prefix = "gateway.rate-limit")
interface RateLimitConfig {

    /** Length of the sliding window in milliseconds. */
    @WithDefault("${RATE_LIMIT_WINDOW_MS:60000}")
    long windowMs();

    /** Requests of a user, or of an anonymous viewer, per window. */
    @WithDefault("${RATE_LIMIT_MAX_REQUESTS:100}")
    long maxRequests();

    /** Requests of an API key per window. */
    @WithDefault("${RATE_LIMIT_API_KEY_MAX_REQUESTS:6000}")
    long apiKeyMaxRequests();

    /** How many anonymous viewers' worth of requests one address may make, since a school shares one. */
    @WithDefault("20")
    long addressFactor();

    /** Length of the window for logins and registrations in milliseconds. */
    @WithDefault("${AUTH_RATE_LIMIT_WINDOW_MS:60000}")
    long authWindowMs();

    /** Logins and registrations per window, of one address and of one account. */
    @WithDefault("${AUTH_RATE_LIMIT_MAX_REQUESTS:20}")
    long authMaxRequests();

    /** How long Redis may take before a request is let through uncounted. */
    @WithDefault("300ms")
    Duration redisTimeout();
}
