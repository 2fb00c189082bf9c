/** Sessions: their cookies, refresh tokens, end and revocation. */
@NullMarked
package pro.livestream.gateway.session;

import org.jspecify.annotations.NullMarked;
