/** Whoever moves the money. */
@NullMarked
package pro.livestream.payment.provider;

import org.jspecify.annotations.NullMarked;
