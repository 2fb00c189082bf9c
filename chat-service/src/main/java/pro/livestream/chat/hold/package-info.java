/** Messages that wait for a moderator. */
@NullMarked
package pro.livestream.chat.hold;

import org.jspecify.annotations.NullMarked;
