/** Transactions and what the provider's word does to them. */
@NullMarked
package pro.livestream.payment.transaction;

import org.jspecify.annotations.NullMarked;
