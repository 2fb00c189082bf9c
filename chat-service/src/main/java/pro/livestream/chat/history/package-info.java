/** What was said before: recent, resumed and paged. */
@NullMarked
package pro.livestream.chat.history;

import org.jspecify.annotations.NullMarked;
