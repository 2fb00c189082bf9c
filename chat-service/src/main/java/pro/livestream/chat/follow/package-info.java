/** Who follows whom, as far as rooms for followers need it. */
@NullMarked
package pro.livestream.chat.follow;

import org.jspecify.annotations.NullMarked;
