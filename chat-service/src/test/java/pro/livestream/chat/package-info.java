/** Chat as its clients meet it. */
@NullMarked
package pro.livestream.chat;

import org.jspecify.annotations.NullMarked;
