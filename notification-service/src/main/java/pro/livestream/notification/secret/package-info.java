/** Keys that all replicas share. */
@NullMarked
package pro.livestream.notification.secret;

import org.jspecify.annotations.NullMarked;
