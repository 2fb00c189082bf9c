/** Current usernames of users. */
@NullMarked
package pro.livestream.chat.profile;

import org.jspecify.annotations.NullMarked;
