/** Notifications by web push (RFC 8030, 8291, 8292). */
@NullMarked
package pro.livestream.notification.delivery.push;

import org.jspecify.annotations.NullMarked;
