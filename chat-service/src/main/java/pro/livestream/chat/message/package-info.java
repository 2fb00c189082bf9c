/** From a client's words to a stored, broadcast and emitted message. */
@NullMarked
package pro.livestream.chat.message;

import org.jspecify.annotations.NullMarked;
