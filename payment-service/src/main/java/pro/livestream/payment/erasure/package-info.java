/** Forgetting people who have left. */
@NullMarked
package pro.livestream.payment.erasure;

import org.jspecify.annotations.NullMarked;
