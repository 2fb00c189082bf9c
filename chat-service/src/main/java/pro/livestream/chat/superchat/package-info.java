/** Tips that were paid, shown in the chat of their stream. */
@NullMarked
package pro.livestream.chat.superchat;

import org.jspecify.annotations.NullMarked;
