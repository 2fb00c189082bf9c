/** A stand-in for Stripe over real HTTP, for everything that tips need; it refuses what Stripe refuses. */
@NullMarked
package pro.livestream.local.stripe;

import org.jspecify.annotations.NullMarked;
