/** Finding what was said. */
@NullMarked
package pro.livestream.chat.search;

import org.jspecify.annotations.NullMarked;
