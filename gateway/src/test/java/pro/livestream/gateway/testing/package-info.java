/** What the gateway's tests stand on: real servers and local services behind the gateway. */
@NullMarked
package pro.livestream.gateway.testing;

import org.jspecify.annotations.NullMarked;
