/** Users: registration, login, profiles, bans, mailed tokens. */
@NullMarked
package pro.livestream.gateway.identity;

import org.jspecify.annotations.NullMarked;
