/** Files that messages bear: archive-service keeps them, chat says whose message they belong to. */
@NullMarked
package pro.livestream.chat.attachment;

import org.jspecify.annotations.NullMarked;
