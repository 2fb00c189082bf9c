/** The measured scenarios of chat. */
@NullMarked
package pro.livestream.bench.chat;

import org.jspecify.annotations.NullMarked;
