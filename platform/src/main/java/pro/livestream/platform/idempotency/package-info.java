/** The same request twice, one effect. */
@NullMarked
package pro.livestream.platform.idempotency;

import org.jspecify.annotations.NullMarked;
