@NullMarked
package pro.livestream.chat.superchat;

import org.jspecify.annotations.NullMarked;
