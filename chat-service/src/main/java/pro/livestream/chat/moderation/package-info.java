/** What moderators decide over HTTP: bans, settings, terms, policies, held messages, and who may. */
@NullMarked
package pro.livestream.chat.moderation;

import org.jspecify.annotations.NullMarked;
