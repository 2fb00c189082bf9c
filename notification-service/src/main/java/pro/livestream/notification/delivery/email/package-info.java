/** Notifications by e-mail. */
@NullMarked
package pro.livestream.notification.delivery.email;

import org.jspecify.annotations.NullMarked;
