/** What a channel allows in texts: blocked terms, links, emotes, spam, as pure rules. */
@NullMarked
package pro.livestream.chat.rule;

import org.jspecify.annotations.NullMarked;
