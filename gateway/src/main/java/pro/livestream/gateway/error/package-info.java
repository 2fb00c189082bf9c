/** Every expected refusal of the gateway. */
@NullMarked
package pro.livestream.gateway.error;

import org.jspecify.annotations.NullMarked;
