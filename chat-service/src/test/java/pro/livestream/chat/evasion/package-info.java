/** What counts as a text. */
@NullMarked
package pro.livestream.chat.evasion;

import org.jspecify.annotations.NullMarked;
