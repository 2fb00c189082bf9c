/** What this service refuses, and why. */
@NullMarked
package pro.livestream.notification.error;

import org.jspecify.annotations.NullMarked;
