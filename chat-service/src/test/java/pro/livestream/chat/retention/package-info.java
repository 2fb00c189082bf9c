@NullMarked
package pro.livestream.chat.retention;

import org.jspecify.annotations.NullMarked;
