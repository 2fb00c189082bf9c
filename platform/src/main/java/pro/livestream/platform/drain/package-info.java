/** Leaving in good order. */
@NullMarked
package pro.livestream.platform.drain;

import org.jspecify.annotations.NullMarked;
