/** Fan-out on channels that need no network. */
@NullMarked
package pro.livestream.chat.fanout;

import org.jspecify.annotations.NullMarked;
