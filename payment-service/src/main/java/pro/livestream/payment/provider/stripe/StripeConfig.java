package pro.livestream.payment.provider.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How Stripe is reached; without a secret key there are no payments. */
@ConfigMapping(prefix = "livestream.stripe")
public interface StripeConfig {

    /** Where Stripe's API answers; a local simulator in embedded runs. */
    @WithDefault("${STRIPE_API_BASE:https://api.stripe.com}")
    String apiBase();

    /** The account's secret key ({@code sk_...}). */
    @WithDefault("${STRIPE_SECRET_KEY:}")
    Optional<String> secretKey();

    /** The key that browsers use ({@code pk_...}). */
    @WithDefault("${STRIPE_PUBLISHABLE_KEY:}")
    Optional<String> publishableKey();

    /** With what Stripe signs webhooks ({@code whsec_...}); several, comma-separated, while it is rolled. */
    @WithDefault("${STRIPE_WEBHOOK_SECRET:}")
    Optional<java.util.List<String>> webhookSecret();

    /** How old, or how far in the future, a webhook's signature may be. */
    @WithDefault("PT5M")
    Duration webhookAgeMax();

    /** How long connecting may take. */
    @WithDefault("PT2S")
    Duration connectTimeout();

    /** How long an answer may take. */
    @WithDefault("PT4S")
    Duration readTimeout();

    /** How often a call is repeated, with the same idempotency key, when Stripe fails or can't be reached. */
    @WithDefault("2")
    int retries();
}
