/** What counts as a text. */
@NullMarked
package pro.livestream.chat.message;

import org.jspecify.annotations.NullMarked;
