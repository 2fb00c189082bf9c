/** What every request passes before anything else: host, credentials, limits, and the headers of every answer. */
@NullMarked
package pro.livestream.gateway.edge;

import org.jspecify.annotations.NullMarked;
