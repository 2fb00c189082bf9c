/** Carries admitted requests and sockets to the services behind the gateway. */
@NullMarked
package pro.livestream.gateway.route;

import org.jspecify.annotations.NullMarked;
