/** How many requests a caller, an address and an account may make. */
@NullMarked
package pro.livestream.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
