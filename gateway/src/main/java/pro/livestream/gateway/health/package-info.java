/** How the suite as a whole fares, as everybody may see it. */
@NullMarked
package pro.livestream.gateway.health;

import org.jspecify.annotations.NullMarked;
