/** What the provider tells by itself. */
@NullMarked
package pro.livestream.payment.webhook;

import org.jspecify.annotations.NullMarked;
