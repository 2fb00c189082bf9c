/** A WebSocket load generator on one event loop: opens connections, sends on an open schedule, reads without allocating. */
@NullMarked
package pro.livestream.bench.load;

import org.jspecify.annotations.NullMarked;
