/** Who moderated what, and why. */
@NullMarked
package pro.livestream.chat.audit;

import org.jspecify.annotations.NullMarked;
