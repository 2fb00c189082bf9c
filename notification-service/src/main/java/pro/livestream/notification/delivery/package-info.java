/** Mails and pushes that are to leave, until they have left or died. */
@NullMarked
package pro.livestream.notification.delivery;

import org.jspecify.annotations.NullMarked;
