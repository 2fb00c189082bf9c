/** Stripe. */
@NullMarked
package pro.livestream.payment.provider.stripe;

import org.jspecify.annotations.NullMarked;
