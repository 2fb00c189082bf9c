/** Whether a message may be said: every check between what a client sent and the room's log. */
@NullMarked
package pro.livestream.chat.admission;

import org.jspecify.annotations.NullMarked;
