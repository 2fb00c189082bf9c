/** What counts as a text. */
@NullMarked
package pro.livestream.chat.review;

import org.jspecify.annotations.NullMarked;
