/** Signing keys, the tokens made with them, and the key set that services verify with. */
@NullMarked
package pro.livestream.gateway.token;

import org.jspecify.annotations.NullMarked;
