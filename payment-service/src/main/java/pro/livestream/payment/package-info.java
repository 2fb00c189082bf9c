/** Tips, ledger, refunds. */
@NullMarked
package pro.livestream.payment;

import org.jspecify.annotations.NullMarked;
