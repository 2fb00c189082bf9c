/** Both spellings of frames. */
@NullMarked
package pro.livestream.chat.protocol;

import org.jspecify.annotations.NullMarked;
