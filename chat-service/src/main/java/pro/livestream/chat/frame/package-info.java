/** What clients say and hear, apart from how a protocol spells it. */
@NullMarked
package pro.livestream.chat.frame;

import org.jspecify.annotations.NullMarked;
