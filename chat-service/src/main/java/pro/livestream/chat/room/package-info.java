/** Rooms held by this node: who is connected, what was said lately, what comes next. */
@NullMarked
package pro.livestream.chat.room;

import org.jspecify.annotations.NullMarked;
