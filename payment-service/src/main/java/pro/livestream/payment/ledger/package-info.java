/** Double-entry book-keeping, without I/O. */
@NullMarked
package pro.livestream.payment.ledger;

import org.jspecify.annotations.NullMarked;
