/** From where people speak, as salted hashes only, so that a banned user's new account is known again. */
@NullMarked
package pro.livestream.chat.evasion;

import org.jspecify.annotations.NullMarked;
