@NullMarked
package pro.livestream.chat.room;

import org.jspecify.annotations.NullMarked;
