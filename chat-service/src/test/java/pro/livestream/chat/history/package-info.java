@NullMarked
package pro.livestream.chat.history;

import org.jspecify.annotations.NullMarked;
