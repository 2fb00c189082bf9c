/** Who follows whom. */
@NullMarked
package pro.livestream.notification.follow;

import org.jspecify.annotations.NullMarked;
