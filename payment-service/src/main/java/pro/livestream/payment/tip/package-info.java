/** Making a tip. */
@NullMarked
package pro.livestream.payment.tip;

import org.jspecify.annotations.NullMarked;
