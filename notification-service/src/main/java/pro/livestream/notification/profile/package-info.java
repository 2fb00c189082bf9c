/** Users as their public profiles say, and where to reach them. */
@NullMarked
package pro.livestream.notification.profile;

import org.jspecify.annotations.NullMarked;
