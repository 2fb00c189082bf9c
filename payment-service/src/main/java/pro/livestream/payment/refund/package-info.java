/** Giving a tip back. */
@NullMarked
package pro.livestream.payment.refund;

import org.jspecify.annotations.NullMarked;
