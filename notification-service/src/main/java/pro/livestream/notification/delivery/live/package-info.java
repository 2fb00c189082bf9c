/** Notifications to whoever is connected right now. */
@NullMarked
package pro.livestream.notification.delivery.live;

import org.jspecify.annotations.NullMarked;
