/** Bans, timeouts, room settings and who may impose them. */
@NullMarked
package pro.livestream.chat.moderation;

import org.jspecify.annotations.NullMarked;
