/** Stamps and the reactions made with them. */
@NullMarked
package pro.livestream.chat.reaction;

import org.jspecify.annotations.NullMarked;
