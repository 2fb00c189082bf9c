/** Letting go of what people said who have left. */
@NullMarked
package pro.livestream.chat.erasure;

import org.jspecify.annotations.NullMarked;
