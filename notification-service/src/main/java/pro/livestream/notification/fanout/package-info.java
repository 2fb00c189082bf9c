/** From something that happened to everyone who is to hear of it. */
@NullMarked
package pro.livestream.notification.fanout;

import org.jspecify.annotations.NullMarked;
