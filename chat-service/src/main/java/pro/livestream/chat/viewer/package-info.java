/** Who watches through chat, and how many watch in all. */
@NullMarked
package pro.livestream.chat.viewer;

import org.jspecify.annotations.NullMarked;
