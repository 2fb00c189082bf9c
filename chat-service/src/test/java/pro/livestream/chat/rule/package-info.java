/** What counts as a text. */
@NullMarked
package pro.livestream.chat.rule;

import org.jspecify.annotations.NullMarked;
