/** How long what was said is kept, and the making and dropping of the tables for it. */
@NullMarked
package pro.livestream.chat.retention;

import org.jspecify.annotations.NullMarked;
